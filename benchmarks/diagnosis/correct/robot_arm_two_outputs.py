"""Where is the hand of a robot arm with two joints? Two numbers come out."""
import keras
import numpy as np

keras.utils.set_random_seed(39)
angles = np.random.uniform(0, np.pi / 2, size=(1500, 2))
hand = np.stack([
    np.cos(angles[:, 0]) + np.cos(angles.sum(axis=1)),
    np.sin(angles[:, 0]) + np.sin(angles.sum(axis=1)),
], axis=1)
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(32, activation="tanh"), keras.layers.Dense(2)])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mean_squared_error", metrics=["mae"])
model.fit(angles[:1200], hand[:1200], epochs=30, batch_size=32, verbose=0)
error = hand[1200:] - model.predict(angles[1200:], verbose=0)
print("R2", 1 - np.mean(error**2, axis=0) / hand[1200:].var(axis=0))
