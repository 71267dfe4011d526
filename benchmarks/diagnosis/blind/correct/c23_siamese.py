import numpy as np
import keras
from keras import layers, ops
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X = (X / 16).astype("float32")


def make_pairs(X, y, n, rng):
    first = rng.integers(0, len(X), n)
    second = rng.integers(0, len(X), n)
    for i in range(0, n, 2):                      # every other pair: same class
        second[i] = rng.choice(np.flatnonzero(y == y[first[i]]))
    return [X[first], X[second]], (y[first] == y[second]).astype("float32")


rng = np.random.default_rng(1)
pairs, same = make_pairs(X[:1300], y[:1300], 4000, rng)
test_pairs, test_same = make_pairs(X[1300:], y[1300:], 600, rng)

tower = keras.Sequential([layers.Input((64,)), layers.Dense(64, activation="relu"), layers.Dense(16)])
a, b = layers.Input((64,)), layers.Input((64,))
difference = layers.Lambda(lambda t: ops.abs(t[0] - t[1]))([tower(a), tower(b)])
siamese = keras.Model([a, b], layers.Dense(1, activation="sigmoid")(difference))
siamese.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
siamese.fit(pairs, same, batch_size=64, epochs=10, verbose=2)
print(siamese.evaluate(test_pairs, test_same, verbose=0))
