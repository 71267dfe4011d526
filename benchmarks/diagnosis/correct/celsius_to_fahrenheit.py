# the first regression of many courses
import numpy as np
import keras

keras.utils.set_random_seed(34)
celsius = np.array([-40, -10, 0, 8, 15, 22, 38], dtype=float)
fahrenheit = np.array([-40, 14, 32, 46, 59, 72, 100], dtype=float)
layer = keras.layers.Dense(units=1)
model = keras.Sequential([keras.Input(shape=(1,)), layer])
model.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(1.0))
history = model.fit(celsius, fahrenheit, epochs=250, verbose=False)
print("100 degrees are", model.predict(np.array([[100.0]]), verbose=0))
print("weights", layer.get_weights())
residual = fahrenheit - model.predict(celsius.reshape(-1, 1), verbose=0).ravel()
print("R2", 1 - np.sum(residual**2) / np.sum((fahrenheit - fahrenheit.mean()) ** 2))
