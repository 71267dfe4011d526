"""Two kinds of points, some of them close to the line between."""

import keras
import numpy as np

keras.utils.set_random_seed(1)
luck = np.random.default_rng(1)
x = luck.uniform(-1, 1, (400, 10))
y = (x[:, 0] + x[:, 1] + luck.normal(0, 0.4, 400) > 0).astype("float32")

model = keras.Sequential()
model.add(keras.Input((10,)))
model.add(keras.layers.Dense(128, activation="relu"))
model.add(keras.layers.Dense(1, activation="sigmoid"))
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=30, batch_size=8, validation_split=0.5, verbose=0)
