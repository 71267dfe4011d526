import numpy as np
import tensorflow as tf
from sklearn.datasets import load_diabetes

X, y = load_diabetes(return_X_y=True)
X = X * 20
y = (y - y.mean()) / y.std()

model = tf.keras.Sequential([
    tf.keras.layers.Input((10,)),
    tf.keras.layers.Dense(16, activation="relu"),
    tf.keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse")
model.fit(X[:400], y[:400], epochs=20, verbose=0)

for patient in X[400:405]:
    print(model.predict(patient, verbose=0))
