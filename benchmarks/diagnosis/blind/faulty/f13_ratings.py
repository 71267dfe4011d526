# how many stars (1 to 5) does a customer give?
import numpy as np
import keras
from keras import layers

rng = np.random.default_rng(8)
answers = rng.normal(size=(1000, 6)).astype("float32")
taste = answers @ np.array([1.0, -0.8, 0.6, 0.0, 0.3, 0.0], dtype="float32")
stars = np.digitize(taste, [-1.2, -0.4, 0.4, 1.2]) + 1

model = keras.Sequential([
    keras.Input((6,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(5, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(answers, stars, epochs=30, batch_size=32, validation_split=0.2, verbose=2)
