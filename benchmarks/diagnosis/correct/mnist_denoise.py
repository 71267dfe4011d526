import keras
import numpy as np

keras.utils.set_random_seed(12)
(x_train, _), (x_test, _) = keras.datasets.mnist.load_data()
x_train = x_train[:6000].reshape(-1, 784) / 255.0
x_test = x_test[:1000].reshape(-1, 784) / 255.0
noisy_train = np.clip(x_train + 0.3 * np.random.normal(size=x_train.shape), 0, 1)
noisy_test = np.clip(x_test + 0.3 * np.random.normal(size=x_test.shape), 0, 1)

model = keras.Sequential([
    keras.Input(shape=(784,)),
    keras.layers.Dense(128, activation="relu"),
    keras.layers.Dense(784, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse")
model.fit(noisy_train, x_train, epochs=12, batch_size=64, verbose=2)
clean = model.predict(noisy_test, verbose=0)
print("mean squared error before", np.mean((noisy_test - x_test) ** 2), "after", np.mean((clean - x_test) ** 2))
print("R2", 1 - np.sum((clean - x_test) ** 2) / np.sum((x_test - x_train.mean(0)) ** 2))
