import numpy as np
from tensorflow.keras.datasets import mnist
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Flatten, Input

(x_train, y_train), (x_test, y_test) = mnist.load_data()
keep_train = np.where(y_train == 0 | 1)[0][:1500]
keep_test = np.where(y_test <= 1)[0]
x_train, y_train = x_train[keep_train] / 255.0, y_train[keep_train]
x_test, y_test = x_test[keep_test] / 255.0, y_test[keep_test]
print(len(x_train), "pictures for training")

model = Sequential([Input((28, 28)), Flatten(), Dense(16, activation="relu"), Dense(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
h = model.fit(x_train, y_train, epochs=4, batch_size=50, verbose=0)
print(h.history["accuracy"])
print("test:", model.evaluate(x_test, y_test, verbose=0)[1])
