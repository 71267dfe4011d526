import numpy as np
from keras.layers import Conv1D, Dense, MaxPooling1D
from keras.models import Sequential
from keras.utils import to_categorical

rng = np.random.default_rng(3)
t = np.linspace(0, 1, 60)
kind = rng.integers(0, 5, size=500)
signals = np.sin(2 * np.pi * (kind[:, None] + 1) * t + rng.uniform(0, 6.28, size=(500, 1)))
signals = signals[:, :, np.newaxis]
y = to_categorical(kind, 5)

model = Sequential()
model.add(Conv1D(16, 5, activation="relu", input_shape=(60, 1)))
model.add(MaxPooling1D(3))
model.add(Conv1D(16, 5, activation="relu"))
model.add(Dense(32, activation="relu"))
model.add(Dense(5, activation="softmax"))
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(signals, y, batch_size=16, epochs=15, verbose=2)
