# a waiting time is never negative: relu at the end
import keras
import numpy as np

keras.utils.set_random_seed(43)
rng = np.random.default_rng(43)
X = rng.uniform(0, 1, size=(800, 2))
minutes = 5 + 10 * X[:, 0] + 6 * X[:, 1] ** 2 + rng.normal(0, 0.5, 800)
model = keras.Sequential([
    keras.Input((2,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(1, activation="relu", bias_initializer="ones"),
])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss=keras.losses.Huber(), metrics=["mae"])
model.fit(X[:600], minutes[:600], epochs=50, batch_size=20, verbose=0)
guess = model.predict(X[600:], verbose=0)[:, 0]
print("R2", 1 - np.mean((guess - minutes[600:]) ** 2) / np.var(minutes[600:]))
