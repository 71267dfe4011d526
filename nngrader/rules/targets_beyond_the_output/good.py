"""Guess prices from three measurements."""

import keras
import numpy as np

keras.utils.set_random_seed(1)
rng = np.random.default_rng(0)

rooms = rng.uniform(0, 1, (300, 3))
price = 40 + 30 * rooms[:, 0] + 20 * rooms[:, 1] ** 2
x_train, x_test, y_train, y_test = rooms[:240], rooms[240:], price[:240], price[240:]

model = keras.Sequential(
    [
        keras.layers.Input((3,)),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(1),
    ]
)
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.02), loss="mean_squared_error", metrics=["mae"]
)
model.fit(x_train, y_train, epochs=60, batch_size=32, verbose=0)
print(model.evaluate(x_test, y_test, verbose=0))
