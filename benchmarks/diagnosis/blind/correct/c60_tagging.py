# one label per time step: is the sensor inside an event?
import numpy as np
import keras
from keras import layers

rng = np.random.default_rng(9)
n, steps = 600, 40
x = rng.normal(scale=0.4, size=(n, steps, 1))
y = np.zeros((n, steps, 1))
for i in range(n):
    start = rng.integers(0, steps - 12)
    y[i, start:start + 12] = 1
x += y

model = keras.Sequential([
    keras.Input((steps, 1)),
    layers.Conv1D(16, 7, padding="same", activation="relu"),
    layers.Conv1D(16, 7, padding="same", activation="relu"),
    layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x[:500], y[:500], epochs=15, batch_size=32, verbose=2)
print(model.evaluate(x[500:], y[500:], verbose=0), "always no:", 1 - y[500:].mean())
