# CONVOLUTIONAL NEURAL NETWORK - MNIST
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

IMG = (28, 28, 1)


def load():
    (a, b), (c, d) = keras.datasets.mnist.load_data()
    a = np.expand_dims(a.astype("float32") / 255, -1)
    c = np.expand_dims(c.astype("float32") / 255, -1)
    return a, b, c, d


def build_model():
    model = keras.Sequential()
    model.add(keras.Input(shape=IMG))
    model.add(layers.Conv2D(8, kernel_size=3, activation="relu"))
    model.add(layers.MaxPooling2D(pool_size=2))
    model.add(layers.Conv2D(16, kernel_size=3, activation="relu"))
    model.add(layers.GlobalAveragePooling2D())
    model.add(layers.Dense(10, activation="softmax"))
    return model


x_train, y_train, x_test, y_test = load()
model = build_model()
model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Adam(), metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=128, epochs=10, validation_split=0.1)
print("acc:", model.evaluate(x_test, y_test)[1])
