"""A dense autoencoder: 784 pixels through 64 numbers and back."""
import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(11)
(x_train, _), (x_test, _) = keras.datasets.mnist.load_data()
x_train = x_train[:8000].astype("float32").reshape(-1, 784) / 255.0
x_test = x_test[:1000].astype("float32").reshape(-1, 784) / 255.0

input_img = keras.Input(shape=(784,))
encoded = layers.Dense(64, activation="relu")(input_img)
decoded = layers.Dense(784, activation="sigmoid")(encoded)
autoencoder = keras.Model(input_img, decoded)
autoencoder.compile(optimizer=keras.optimizers.Adam(0.003), loss="binary_crossentropy")
autoencoder.fit(x_train, x_train, epochs=12, batch_size=64, shuffle=True, validation_data=(x_test, x_test), verbose=2)
rebuilt = autoencoder.predict(x_test, verbose=0)
print("R2 of the pixels", 1 - np.sum((x_test - rebuilt) ** 2) / np.sum((x_test - x_train.mean(0)) ** 2))
