import keras
from keras.layers import Dense
from keras.models import Sequential

from iris_helpers import load_and_split, plot_history   # from the course material

NUM_CLASSES = 3

(x_train, y_train), (x_test, y_test) = load_and_split(test_share=0.3, one_hot=True)
print("train:", x_train.shape, "test:", x_test.shape)

model = Sequential()
model.add(Dense(25, activation="relu", input_shape=x_train.shape[1:]))
model.add(Dense(NUM_CLASSES, activation="softmax"))
model.compile(loss=keras.losses.categorical_crossentropy,
              optimizer=keras.optimizers.Adam(),
              metrics=["accuracy"])
h = model.fit(x_train, y_train, batch_size=15, epochs=40, validation_data=(x_test, y_test))
plot_history(h)
