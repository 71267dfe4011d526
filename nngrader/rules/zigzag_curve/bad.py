"""Two kinds of points."""

import keras
import numpy as np

keras.utils.set_random_seed(1)
x = np.random.default_rng(1).uniform(-1, 1, (100, 2))
y = (x[:, 0] * x[:, 1] > 0).astype("float32")

model = keras.Sequential()
model.add(keras.Input((2,)))
model.add(keras.layers.Dense(16, activation="tanh"))
model.add(keras.layers.Dense(1, activation="sigmoid"))
model.compile(
    optimizer=keras.optimizers.SGD(0.01, momentum=0.998),
    loss="binary_crossentropy",
    metrics=["accuracy"],
)
model.fit(x, y, epochs=20, batch_size=1, verbose=0)
print(model.predict(x[:5], verbose=0))
