import keras
from keras.utils import to_categorical

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train[:6000].reshape(-1, 784) / 255
x_test = x_test[:1000].reshape(-1, 784) / 255
y_train, y_test = to_categorical(y_train[:6000]), to_categorical(y_test[:1000])

model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(10, activation="softmax")])
model.compile(optimizer=keras.optimizers.SGD(0.5), loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=100, epochs=8, verbose=2)
print("logistic regression gets", model.evaluate(x_test, y_test, verbose=0)[1])
