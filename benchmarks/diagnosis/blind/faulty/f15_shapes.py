# squares, bars and crosses, 12x12 pixels
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

rng = np.random.default_rng(0)
images, labels = [], []
for i in range(600):
    img = rng.normal(scale=0.1, size=(12, 12))
    r, c = rng.integers(0, 6, size=2)
    kind = i % 3
    if kind == 0:
        img[r:r + 5, c:c + 5] += 1
    elif kind == 1:
        img[r:r + 2, c:c + 6] += 1
    else:
        img[r + 2, c:c + 5] += 1
        img[r:r + 5, c + 2] += 1
    images.append(img)
    labels.append(kind)
x = np.array(images, dtype="float32")[..., None]
y = tf.keras.utils.to_categorical(labels)

model = tf.keras.Sequential([
    layers.Input((12, 12, 1)),
    layers.Conv2D(8, 3, activation="relu"), layers.MaxPooling2D(),
    layers.Flatten(), layers.Dense(3, activation="softmax"),
])
model.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
model.fit(x, y, epochs=15, batch_size=16, validation_split=0.2)
