"""XOR with a small network."""

import keras
import numpy as np

keras.utils.set_random_seed(1)
x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype="float32")
y = np.array([[0], [1], [1], [0]], dtype="float32")

model = keras.Sequential()
model.add(keras.Input((2,)))
model.add(keras.layers.Dense(8, activation="relu", bias_initializer=keras.initializers.Constant(-5)))
model.add(keras.layers.Dense(1, activation="sigmoid"))
model.compile(optimizer=keras.optimizers.Adam(0.05), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=200, verbose=0)
print(model.predict(x, verbose=0))
