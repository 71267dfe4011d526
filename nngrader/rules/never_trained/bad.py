"""XOR with a small network."""

import keras
import numpy as np

keras.utils.set_random_seed(1)
x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype="float32")
y = np.array([[0], [1], [1], [0]], dtype="float32")


def network():
    model = keras.Sequential()
    model.add(keras.Input((2,)))
    model.add(keras.layers.Dense(8, activation="tanh"))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer=keras.optimizers.Adam(0.05), loss="binary_crossentropy")
    return model


small = network()
large = network()
small.fit(x, y, epochs=200, verbose=0)
print(large.predict(x, verbose=0))
