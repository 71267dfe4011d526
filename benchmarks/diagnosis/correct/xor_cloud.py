"""XOR with noise: four clouds of points instead of four points."""
import keras
import numpy as np

keras.utils.set_random_seed(45)
rng = np.random.default_rng(45)
corners = rng.integers(0, 2, size=(1000, 2))
X = corners + rng.normal(0, 0.15, size=(1000, 2))
y = corners[:, 0] ^ corners[:, 1]
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(X[:800], y[:800], epochs=30, batch_size=16, verbose=0)
print("accuracy", model.evaluate(X[800:], y[800:], verbose=0)[1])
