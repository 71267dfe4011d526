"""Two kinds of points, four squares each."""

import keras
import numpy as np

keras.utils.set_random_seed(1)
x = np.random.default_rng(1).uniform(-1, 1, (400, 2))
y = (np.floor(2 * x).sum(axis=1) % 2).astype("float32")

model = keras.Sequential()
model.add(keras.Input((2,)))
model.add(keras.layers.Dense(4, activation="relu"))
model.add(keras.layers.Dense(4, activation="relu"))
model.add(keras.layers.Dense(1, activation="sigmoid"))
model.compile(optimizer=keras.optimizers.Adam(0.02), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=80, verbose=0)
