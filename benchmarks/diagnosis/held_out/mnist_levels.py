import numpy as np
import keras
from keras.layers import Dense, Flatten, Input

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train, y_train = x_train[:3000], y_train[:3000]
x_test, y_test = x_test[:1000], y_test[:1000]
LEVELS = 256
x_train = x_train.astype("int") // LEVELS
x_test = x_test.astype("int") // LEVELS
print(x_train.shape, x_test.shape)

model = keras.Sequential([
    Input(shape=(28, 28)),
    Flatten(),
    Dense(64, activation="relu"),
    Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=4, batch_size=64, verbose=0)
print(model.evaluate(x_test, y_test, verbose=0))
