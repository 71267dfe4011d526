"""Three kinds of points."""

import keras
import numpy as np

keras.utils.set_random_seed(1)
x = np.random.default_rng(1).uniform(-1, 1, (120, 4))
kinds = (x[:, 0] > 0).astype(int) + (x[:, 1] > 0).astype(int)
y = keras.utils.to_categorical(kinds, 3)
y = 2 * y - 1

model = keras.Sequential()
model.add(keras.Input((4,)))
model.add(keras.layers.Dense(16, activation="relu"))
model.add(keras.layers.Dense(3, activation="softmax"))
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=60, verbose=0)
print(model.predict(x[:5], verbose=0))
