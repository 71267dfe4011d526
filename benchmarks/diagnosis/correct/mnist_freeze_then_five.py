"""Transfer learning: learn 0-4 first, freeze the first layer, then learn 5-9 on top of it."""
import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(14)
(x, y), (x_test, y_test) = keras.datasets.mnist.load_data()
x, y = x[:12000].reshape(-1, 784) / 255.0, y[:12000]
x_test = x_test.reshape(-1, 784) / 255.0

feature_layer = layers.Dense(128, activation="relu")


def network():
    model = keras.Sequential([keras.Input((784,)), feature_layer, layers.Dense(5, activation="softmax")])
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


first = network()
first.fit(x[y < 5], y[y < 5], epochs=3, batch_size=64, verbose=2)
print("0-4:", first.evaluate(x_test[y_test < 5], y_test[y_test < 5], verbose=0)[1])

feature_layer.trainable = False
second = network()
second.fit(x[y >= 5], y[y >= 5] - 5, epochs=5, batch_size=64, verbose=2)
print("5-9:", second.evaluate(x_test[y_test >= 5], y_test[y_test >= 5] - 5, verbose=0)[1])
