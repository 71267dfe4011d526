import numpy as np
import keras
from keras import layers

rng = np.random.default_rng(1)
t = np.linspace(0, 1, 64)
label = rng.integers(0, 3, 900)
wave = np.where(label[:, None] == 0, np.sin(2 * np.pi * 4 * t),
                np.where(label[:, None] == 1, np.sign(np.sin(2 * np.pi * 4 * t)), 2 * (4 * t % 1) - 1))
x = (wave + rng.normal(scale=0.5, size=wave.shape))[..., np.newaxis]

inp = keras.Input(x.shape[1:])
h = layers.Conv1D(16, 5, padding="same")(inp)
h = layers.BatchNormalization()(h)
h = layers.ReLU()(h)
h = layers.GlobalAveragePooling1D()(h)
h = layers.Dense(16, activation="relu")(h)
model = keras.Model(inp, layers.Dense(3, activation="softmax")(h))
model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["sparse_categorical_accuracy"])
model.fit(x[:700], label[:700], batch_size=32, epochs=14, verbose=0)
print("Test accuracy", model.evaluate(x[700:], label[700:], verbose=0)[1])
