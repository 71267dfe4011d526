import numpy as np
from sklearn.metrics import r2_score
import tensorflow as tf
from tensorflow.keras.layers import Dense

rng = np.random.default_rng(33)
X = rng.uniform(-1, 1, (800, 4))
y = X[:, 0] + 2 * X[:, 1] - X[:, 2] * X[:, 3]

model = tf.keras.Sequential()
model.add(tf.keras.Input(shape=(4,)))
model.add(Dense(32, activation="sigmoid"))
model.add(Dense(32, activation="sigmoid"))
model.add(Dense(32, activation="sigmoid"))
model.add(Dense(1))
model.compile(loss="mse", optimizer="sgd")
model.fit(X[:640], y[:640], epochs=2, batch_size=32, verbose=2)
print("R2 on new rows:", r2_score(y[640:], model.predict(X[640:], verbose=0).ravel()))
