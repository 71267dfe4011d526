import numpy as np
from keras.models import Sequential
from keras.layers import Conv1D, Dense, Input, MaxPooling1D
from keras.utils import to_categorical

# five kinds of signals
rng = np.random.default_rng(21)
labels = rng.integers(0, 5, 1000)
t = np.linspace(0, 1, 50)
signals = np.sin(2 * np.pi * (labels[:, None] + 1) * t + rng.uniform(0, 1, (1000, 1)))
signals = np.expand_dims(signals + rng.normal(0, 0.1, signals.shape), 2)
targets = to_categorical(labels)

clf = Sequential()
clf.add(Input(shape=(50, 1)))
clf.add(Conv1D(16, kernel_size=5, activation="relu"))
clf.add(MaxPooling1D(2))
clf.add(Dense(32, activation="relu"))
clf.add(Dense(5, activation="softmax"))
clf.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
clf.fit(signals, targets, epochs=10, batch_size=32, verbose=1)
