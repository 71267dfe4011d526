import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits

images = load_digits().images
target = load_digits().target
images = images.reshape((len(images), -1)) / images.max()

inputs = tf.keras.Input(shape=(64,))
x = tf.keras.layers.Dense(64, activation="relu")(inputs)
x = tf.keras.layers.Dense(1, activation="relu")(x)
x = tf.keras.layers.Dense(64, activation="relu")(x)
outputs = tf.keras.layers.Dense(10, activation="softmax")(x)
model = tf.keras.Model(inputs=inputs, outputs=outputs)

model.compile(optimizer=tf.keras.optimizers.Adam(0.003), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(images[:1400], target[:1400], epochs=15, batch_size=32, verbose=0)
print("held back:", model.evaluate(images[1400:], target[1400:], verbose=0))
