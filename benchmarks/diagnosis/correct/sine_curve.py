import keras
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

keras.utils.set_random_seed(35)
x = np.random.uniform(-np.pi, np.pi, 600)
y = np.sin(x) + 0.05 * np.random.randn(600)
x_test = np.linspace(-np.pi, np.pi, 100)
model = keras.Sequential([
    keras.Input((1,)),
    keras.layers.Dense(32, activation="tanh"),
    keras.layers.Dense(32, activation="tanh"),
    keras.layers.Dense(1),
])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
model.fit(x, y, epochs=40, batch_size=32, verbose=0)
answer = model.predict(x_test, verbose=0).flatten()
plt.plot(x_test, np.sin(x_test), x_test, answer)
plt.show()
print("R2", 1 - np.mean((answer - np.sin(x_test)) ** 2) / np.var(np.sin(x_test)))
