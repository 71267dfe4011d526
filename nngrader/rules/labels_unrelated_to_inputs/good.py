"""Name the species of a flower."""

import keras
import numpy as np
from sklearn.datasets import load_iris
from sklearn.preprocessing import StandardScaler

keras.utils.set_random_seed(1)
rng = np.random.default_rng(0)

x, y = load_iris(return_X_y=True)
order = rng.permutation(len(x))
x, y = StandardScaler().fit_transform(x[order]), y[order]

model = keras.Sequential(
    [
        keras.layers.Input((4,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ]
)
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.01),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
model.fit(x, y, epochs=30, batch_size=16, verbose=0)
print(model.evaluate(x, y, verbose=0))
