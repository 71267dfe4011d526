import numpy as np
from keras.models import Sequential
from keras.layers import Conv1D, Dense, Flatten, Input, MaxPooling1D

rng = np.random.default_rng(12)
n = 1200
heart = rng.normal(0, 0.3, (n, 40, 1))
sick = rng.integers(0, 2, n)
for i in range(n):
    where = rng.integers(5, 30)
    heart[i, where:where + 5, 0] += 2.0 if sick[i] else -2.0

model = Sequential([
    Input(shape=(40, 1)),
    Conv1D(8, 5, activation="relu"),
    MaxPooling1D(2),
    Flatten(),
    Dense(16, activation="relu"),
    Dense(1, activation="softmax"),
])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(heart[:1000], sick[:1000], epochs=8, batch_size=32, validation_data=(heart[1000:], sick[1000:]), verbose=2)
