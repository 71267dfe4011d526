import keras
import numpy as np

keras.utils.set_random_seed(37)
rng = np.random.default_rng(37)
hours = rng.uniform(0, 10, size=(200, 1))
points = 8 * hours[:, 0] + 15 + rng.normal(0, 4, 200)
model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
model.compile(optimizer=keras.optimizers.SGD(0.01), loss="mse", metrics=["mae"])
model.fit(hours, points, epochs=60, batch_size=16, verbose=0)
w, b = model.get_weights()
print("points =", w[0, 0], "* hours +", b[0])
guess = model.predict(hours, verbose=0).ravel()
print("R2", 1 - np.sum((points - guess) ** 2) / np.sum((points - points.mean()) ** 2))
