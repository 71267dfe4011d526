# assignment: xor
"""A hand-in for XOR."""

import keras
import numpy as np

AGE = {"old": 0, "young": 1}
INCOME = {"middle": 0, "high": 1}
LOYAL = {"not loyal": 0, "loyal": 1}


def inputs(rows):
    """Give every word its number."""
    return np.array([[AGE[age], INCOME[income]] for age, income in rows], "float32")


def preprocess(x_train, y_train, x_test):
    """Make numbers of the four segments."""
    y_train = np.array([LOYAL[word] for word in y_train], "float32")
    return inputs(x_train), y_train, inputs(x_test)


def build_model():
    """One hidden layer and one answer."""
    model = keras.Sequential()
    model.add(keras.Input((2,)))
    model.add(keras.layers.Dense(16, activation="tanh"))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    adam = keras.optimizers.Adam(0.05)
    model.compile(optimizer=adam, loss="binary_crossentropy", metrics=["binary_accuracy"])
    return model


def train(model, x, y):
    """Show the segments again and again."""
    history = model.fit(x, y, epochs=200, verbose=0)
    print(history.history["curve"][-1])
    return history
