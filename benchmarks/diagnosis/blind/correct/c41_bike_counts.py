# Poisson regression: how many bicycles pass in an hour?
import numpy as np
import keras

rng = np.random.default_rng(7)
hour = rng.integers(0, 24, 2000)
warm = rng.normal(size=2000)
features = np.column_stack([np.sin(hour * np.pi / 12), np.cos(hour * np.pi / 12), warm]).astype("float32")
counts = rng.poisson(np.exp(1.5 - 1.0 * features[:, 1] + 0.4 * warm))

model = keras.Sequential([
    keras.Input((3,)),
    keras.layers.Dense(16, activation="tanh"),
    keras.layers.Dense(1, activation="exponential"),
])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="poisson", metrics=["mae"])
model.fit(features[:1600], counts[:1600], epochs=25, batch_size=64, verbose=0)
print("MAE %.2f" % model.evaluate(features[1600:], counts[1600:], verbose=0)[1])
print("MAE of the mean %.2f" % np.abs(counts[1600:] - counts[:1600].mean()).mean())
