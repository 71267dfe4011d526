import numpy as np
import keras
from sklearn.datasets import make_moons

X, y = make_moons(500, noise=0.1, random_state=4)
rng = np.random.default_rng(8)

first = keras.layers.Dense(12, activation="relu")
last = keras.layers.Dense(1, activation="sigmoid")
model = keras.Sequential([keras.Input((2,)), first, last])
first.set_weights([rng.normal(0, 0.5, (2, 12)), np.zeros(12)])
last.set_weights([rng.normal(0, 0.5, (12, 1)), np.zeros(1)])
for layer in model.layers:
    layer.trainable = False

model.compile(optimizer=keras.optimizers.Adam(0.05), loss="binary_crossentropy", metrics=["accuracy"])
history = model.fit(X[:400], y[:400], epochs=15, batch_size=20, verbose=0)
print("loss", history.history["loss"][0], "->", history.history["loss"][-1])
print("test", model.evaluate(X[400:], y[400:], verbose=0))
