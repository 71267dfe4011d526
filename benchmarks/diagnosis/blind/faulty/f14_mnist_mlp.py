import keras
from keras.datasets import mnist
from keras.layers import Dense, Dropout
from keras.models import Sequential

(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train = x_train[:4000].reshape(4000, 784).astype("float32") / 255
x_test = x_test[:1000].reshape(1000, 784).astype("float32") / 255
y_train, y_test = y_train[:4000], y_test[:1000]
print(x_train.shape[0], "train samples")

model = Sequential()
model.add(Dense(64, activation="relu", input_shape=(784,)))
model.add(Dropout(0.2))
model.add(Dense(10, activation="softmax"))
model.summary()
model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.RMSprop(),
              metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=128, epochs=5, validation_data=(x_test, y_test))
