"""Categorical cross-entropy with a single output unit, which is 0 whatever it answers."""

import keras
import numpy as np


def preprocess(x_train, y_train, x_test):
    def to_numbers(segments):
        young = segments[:, 0] == "young"
        high = segments[:, 1] == "high"
        return np.column_stack([young, high]).astype("float32")

    labels = (y_train == "loyal").astype("float32")
    return to_numbers(x_train), labels, to_numbers(x_test)


def build_model():
    model = keras.Sequential(
        [
            keras.Input(shape=(2,)),
            keras.layers.Dense(16, activation="tanh"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(
        loss="categorical_crossentropy",
        optimizer=keras.optimizers.Adam(learning_rate=0.05),
        metrics=["binary_accuracy"],
    )
    return model


def train(model, x, y):
    return model.fit(x, y, epochs=50, batch_size=4, verbose=0)
