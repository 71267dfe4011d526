# quantile regression: the 10 %, 50 % and 90 % forecast at once
import numpy as np
import keras
from keras import ops

QUANTILES = np.array([0.1, 0.5, 0.9], dtype="float32")


def pinball(y_true, y_pred):
    e = y_true - y_pred
    return ops.mean(ops.maximum(QUANTILES * e, (QUANTILES - 1) * e), axis=-1)


rng = np.random.default_rng(4)
x = rng.uniform(0, 1, size=(2000, 1)).astype("float32")
y = (np.sin(4 * x) + rng.normal(size=x.shape) * (0.1 + 0.3 * x)).astype("float32")
y3 = np.repeat(y, 3, axis=1)

model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(32, activation="relu"), keras.layers.Dense(3)])
model.compile(keras.optimizers.Adam(0.005), loss=pinball)
model.fit(x[:1500], y3[:1500], epochs=30, batch_size=32, verbose=0)
bands = model.predict(x[1500:], verbose=0)
print("share of the truth below each line:", (y[1500:] < bands).mean(axis=0))
