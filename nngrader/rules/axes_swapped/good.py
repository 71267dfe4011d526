"""Tell two kinds of leaves apart."""

import keras
import numpy as np

keras.utils.set_random_seed(1)
rng = np.random.default_rng(0)

kind = np.arange(200) % 2
length = rng.normal(3 + 2 * kind, 0.5)
width = rng.normal(2 - kind, 0.3)
x = np.array([length, width]).T

model = keras.Sequential(
    [
        keras.layers.Input((2,)),
        keras.layers.Dense(8, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.05),
    loss="binary_crossentropy",
    metrics=["accuracy"],
)
model.fit(x, kind, epochs=20, batch_size=20, verbose=0)
print(model.evaluate(x, kind, verbose=0))
