import numpy as np
import keras
from keras import ops
from sklearn.datasets import make_moons

X, y = make_moons(400, noise=0.15, random_state=2)
y = y.reshape(-1, 1).astype("float32")


def log_loss(y_true, y_pred):
    p = ops.clip(y_pred, 1e-6, 1 - 1e-6)
    return ops.mean(y_true * ops.log(p) + (1 - y_true) * ops.log(1 - p))


model = keras.Sequential([
    keras.Input((2,)),
    keras.layers.Dense(24, activation="relu"),
    keras.layers.Dense(24, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.Adam(0.005), loss=log_loss, metrics=["binary_accuracy"])
h = model.fit(X[:300], y[:300], epochs=25, batch_size=20, verbose=0)
print("loss", h.history["loss"][::6])
print("test accuracy", model.evaluate(X[300:], y[300:], verbose=0)[1])
