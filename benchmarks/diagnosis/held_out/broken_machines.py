import numpy as np
import keras
from sklearn.metrics import confusion_matrix

rng = np.random.default_rng(5)
n_ok, n_broken = 1940, 60
X = np.concatenate([rng.normal(0, 1, (n_ok, 4)), rng.normal(0.9, 1, (n_broken, 4))])
y = np.concatenate([np.zeros(n_ok), np.ones(n_broken)])
idx = rng.permutation(len(X))
X, y = X[idx], y[idx]

hp = dict(units=8, lr=0.005, epochs=12)
net = keras.Sequential([keras.Input((4,)), keras.layers.Dense(hp["units"], activation="relu"),
                        keras.layers.Dense(1, activation="sigmoid")])
net.compile(keras.optimizers.Adam(hp["lr"]), "binary_crossentropy", metrics=["accuracy"])
net.fit(X[:1500], y[:1500], epochs=hp["epochs"], batch_size=32, verbose=0)
print("accuracy", net.evaluate(X[1500:], y[1500:], verbose=0)[1])
found = (net.predict(X[1500:], verbose=0) > 0.5).astype(int)
print(confusion_matrix(y[1500:], found).tolist())
