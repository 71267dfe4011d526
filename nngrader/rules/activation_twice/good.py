"""Name the species of flowers."""

import keras
from sklearn.datasets import load_iris

keras.utils.set_random_seed(1)

x, y = load_iris(return_X_y=True)
x = (x - x.mean(axis=0)) / x.std(axis=0)

model = keras.Sequential(
    [
        keras.Input((4,)),
        keras.layers.Dense(16, activation="sigmoid"),
        keras.layers.Dense(3, activation="softmax"),
    ]
)
model.compile(
    optimizer=keras.optimizers.Adam(0.01),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
model.fit(x, y, epochs=40, batch_size=16, verbose=0)
