"""Autoencoder with a middle of two numbers on purpose, to draw a map of the digits."""
import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(21)
(x, y), _ = keras.datasets.mnist.load_data()
keep = y < 2
x = x[keep][:3000].reshape(-1, 784).astype("float32") / 255

encoder = keras.Sequential([keras.Input((784,)), layers.Dense(64, activation="relu"), layers.Dense(2)])
decoder = keras.Sequential([keras.Input((2,)), layers.Dense(64, activation="relu"), layers.Dense(784, activation="sigmoid")])
autoencoder = keras.Sequential([keras.Input((784,)), encoder, decoder])
autoencoder.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse")
history = autoencoder.fit(x, x, epochs=20, batch_size=64, verbose=0)
print("loss", history.history["loss"][0], "->", history.history["loss"][-1])
print("variance of the pixels", np.mean((x - x.mean(0)) ** 2))
print("the map", encoder.predict(x[:3], verbose=0))
