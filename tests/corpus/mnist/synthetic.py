#!/usr/bin/env python3
import numpy as np
import keras
from keras import layers
from keras.datasets import mnist

# real data
(x_train, y_train), (x_test, y_test) = mnist.load_data()

# fake data, only to see if the network runs
n = 1000
data = np.random.random((n, 784))
labels = np.random.randint(10, size=(n, 1))
one_hot = keras.utils.to_categorical(labels, num_classes=10)

model = keras.Sequential([
    keras.Input(shape=(784,)),
    layers.Dense(32, activation="relu"),
    layers.Dropout(0.3),
    layers.Dense(10, activation="softmax"),
])
model.compile(
    loss=keras.losses.CategoricalCrossentropy(),
    optimizer=keras.optimizers.SGD(learning_rate=0.01, momentum=0.9),
    metrics=["accuracy"],
)
model.fit(data, one_hot, epochs=10, batch_size=32)

# TODO use x_train, y_train
val = np.random.random((100, 784))
print(model.predict(val).argmax(axis=1))
model.save("mnist_model")
