# assignment: mnist
"""A hand-in for MNIST that studies a tenth of the pictures, to be quick."""

import keras


def preprocess(x_train, y_train, x_test):
    """Prepare the pictures."""
    return x_train / 255, y_train, x_test / 255


def build_model():
    """One hidden layer and ten shares."""
    model = keras.Sequential()
    model.add(keras.Input((28, 28)))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(32, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def train(model, x, y):
    """Study some of the pictures."""
    return model.fit(x[:6000], y[:6000], epochs=5, verbose=0)
