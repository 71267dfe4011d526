"""A line through points."""

import keras
import numpy as np

keras.utils.set_random_seed(1)
x = np.linspace(0, 19, 100).reshape(-1, 1)
y = 3 * x + 5

model = keras.Sequential()
model.add(keras.Input((1,)))
model.add(keras.layers.Dense(1))
model.compile(optimizer=keras.optimizers.SGD(0.001), loss="mse")
model.fit(x, y, epochs=20, verbose=0)
print(model.predict(np.array([[25.0]]), verbose=0))
