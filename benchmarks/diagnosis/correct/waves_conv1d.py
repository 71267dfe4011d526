import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(33)
rng = np.random.default_rng(33)
t = np.linspace(0, 1, 64)
slow = [np.sin(2 * np.pi * (3 * t + rng.random())) for _ in range(300)]
fast = [np.sin(2 * np.pi * (7 * t + rng.random())) for _ in range(300)]
X = (np.array(slow + fast) + 0.2 * rng.normal(size=(600, 64)))[..., None]
y = np.array([0] * 300 + [1] * 300)
mix = rng.permutation(600)
X, y = X[mix], y[mix]
model = keras.Sequential([
    keras.Input((64, 1)),
    layers.Conv1D(8, 7, activation="relu"),
    layers.MaxPooling1D(2),
    layers.Flatten(),
    layers.Dense(16, activation="relu"),
    layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(X[:450], y[:450], validation_split=0.1, epochs=15, batch_size=16, verbose=0)
print("test accuracy", model.evaluate(X[450:], y[450:], verbose=0)[1])
