# recordings come as one row per sensor: (6 sensors, 1200 moments)
import numpy as np
import keras

rng = np.random.default_rng(6)
state = rng.integers(0, 2, size=1200)
gain = np.array([2.0, -1.5, 1.0, 0.5, -2.0, 1.2])
recording = gain[:, None] * (2 * state - 1) * 0.6 + rng.normal(size=(6, 1200))
recording += np.arange(6)[:, None]

X = recording.reshape(1200, 6)
X = (X - X.mean(axis=0)) / X.std(axis=0)
y = state

model = keras.Sequential()
model.add(keras.layers.Input((6,)))
model.add(keras.layers.Dense(20, activation="relu"))
model.add(keras.layers.Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(X, y, epochs=25, batch_size=32, validation_split=0.2, verbose=2)
