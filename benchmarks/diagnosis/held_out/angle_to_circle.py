import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, models

angle = np.linspace(-np.pi, np.pi, 800).reshape(-1, 1)
position = np.hstack([np.cos(angle), np.sin(angle)])
perm = np.random.RandomState(0).permutation(len(angle))
angle, position = angle[perm], position[perm]

inputs = tf.keras.Input((1,))
t = layers.Dense(32, activation="tanh")(inputs)
t = layers.Dense(32, activation="tanh")(t)
outputs = layers.Dense(1)(t)
model = models.Model(inputs, outputs)
model.compile(optimizer=tf.keras.optimizers.Adam(0.01), loss="mse")
model.fit(angle[:600], position[:600], epochs=20, batch_size=25, verbose=0)
print("train mse", model.evaluate(angle[:600], position[:600], verbose=0))
print("test mse", model.evaluate(angle[600:], position[600:], verbose=0))
