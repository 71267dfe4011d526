"""Handwritten digits."""

import keras
from sklearn.datasets import load_digits

keras.utils.set_random_seed(1)
digits = load_digits()
x_train, y_train = digits.images[:600, ..., None] / 16, digits.target[:600]
x_test, y_test = digits.images[600:1000, ..., None] / 16, digits.target[600:1000]
bend = "relu"

model = keras.Sequential([keras.Input((8, 8, 1))])
for _ in range(6):
    model.add(keras.layers.Conv2D(8, 3, padding="same", activation=bend))
model.add(keras.layers.Flatten())
model.add(keras.layers.Dense(10, activation="softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=12, verbose=0)
print(model.evaluate(x_test, y_test, verbose=0))
