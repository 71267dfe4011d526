import numpy as np
from keras import Sequential, Input
from keras.datasets import mnist
from keras.layers import Conv2D, Dense, GlobalAveragePooling2D, MaxPooling2D
from keras.utils import to_categorical

(X, y), _ = mnist.load_data()
X, y = X[y < 3], y[y < 3]
X = X[:3000, :, :, np.newaxis].astype("float32") / 255
Y = to_categorical(y[:3000], 3)

cnn = Sequential([
    Input(shape=(28, 28, 1)),
    Conv2D(16, (3, 3), activation="relu"),
    MaxPooling2D((2, 2)),
    Conv2D(32, (3, 3), activation="relu"),
    GlobalAveragePooling2D(),
    Dense(3, activation="softmax"),
])
cnn.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
cnn.fit(X[:2400], Y[:2400], epochs=5, batch_size=32, validation_data=(X[2400:], Y[2400:]))
