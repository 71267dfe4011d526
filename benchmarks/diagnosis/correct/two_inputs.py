import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(44)
rng = np.random.default_rng(44)
size = rng.normal(size=(800, 3)).astype("float32")
colour = rng.integers(0, 2, size=(800, 4)).astype("float32")
ripe = ((size[:, 0] + 1.5 * colour[:, 0] - colour[:, 1]) > 0.25).astype("float32")

a = keras.Input((3,), name="size")
b = keras.Input((4,), name="colour")
x = layers.concatenate([layers.Dense(16, activation="relu")(a), layers.Dense(16, activation="relu")(b)])
x = layers.Dense(16, activation="relu")(x)
out = layers.Dense(1, activation="sigmoid")(x)
model = keras.Model([a, b], out)
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
model.fit([size[:600], colour[:600]], ripe[:600], epochs=25, batch_size=20, verbose=0)
print("accuracy", model.evaluate([size[600:], colour[600:]], ripe[600:], verbose=0)[1])
