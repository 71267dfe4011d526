"""A single epoch with the usual steps of Adam."""

import keras
import numpy as np
from sklearn.preprocessing import StandardScaler


def preprocess(x_train, y_train, x_test):
    order = np.random.default_rng(0).permutation(len(x_train))
    x_train, y_train = x_train[order], y_train[order]

    scaler = StandardScaler()
    x_train = scaler.fit_transform(x_train)
    x_test = scaler.transform(x_test)

    _, numbers = np.unique(y_train, return_inverse=True)
    y_train = keras.utils.to_categorical(numbers, 3)
    return x_train, y_train, x_test


def build_model():
    model = keras.Sequential(
        [
            keras.Input(shape=(4,)),
            keras.layers.Dense(16, activation="tanh"),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    model.compile(
        loss="categorical_crossentropy",
        optimizer="adam",
        metrics=["accuracy"],
    )
    return model


def train(model, x, y):
    return model.fit(x, y, epochs=1, batch_size=8, verbose=0)
