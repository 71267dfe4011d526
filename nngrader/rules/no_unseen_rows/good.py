"""Two kinds of points."""

import keras
import numpy as np

keras.utils.set_random_seed(1)
x = np.random.default_rng(1).uniform(-1, 1, (200, 2))
y = (x[:, 0] * x[:, 1] > 0).astype("float32")

model = keras.Sequential()
model.add(keras.Input((2,)))
model.add(keras.layers.Dense(16, activation="relu"))
model.add(keras.layers.Dense(1, activation="sigmoid"))
model.compile(optimizer=keras.optimizers.Adam(0.02), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=60, validation_split=0.2, verbose=0)
print(model.predict(x[:5], verbose=0))
