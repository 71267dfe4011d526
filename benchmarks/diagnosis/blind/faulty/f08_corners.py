import keras
import numpy as np
from keras.layers import Dense

# four corners of a square, opposite corners belong together
rng = np.random.default_rng(0)
corner = rng.integers(0, 2, size=(800, 2))
points = corner + rng.normal(scale=0.12, size=(800, 2))
labels = corner[:, 0] ^ corner[:, 1]

keras.utils.set_random_seed(5)
clf = keras.Sequential()
clf.add(keras.Input((2,)))
clf.add(Dense(16, activation="relu"))
clf.add(Dense(16, activation="relu"))
clf.add(Dense(1, activation="relu"))
clf.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01), metrics=["accuracy"])
clf.fit(points[:600], labels[:600], epochs=15, batch_size=25, verbose=2)
print(clf.evaluate(points[600:], labels[600:], verbose=0))
print(np.unique(clf.predict(points[:40], verbose=0).round(2)))
