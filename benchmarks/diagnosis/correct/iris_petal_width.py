"""Regression on Iris: the width of a petal from the three other measurements."""
import keras
import numpy as np
from sklearn.datasets import load_iris
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

keras.utils.set_random_seed(15)
data = load_iris().data
X, y = data[:, :3], data[:, 3]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=15)
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)])
model.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01), metrics=["mae"])
model.fit(X_train, y_train, epochs=80, batch_size=16, verbose=0)
print("R2", r2_score(y_test, model.predict(X_test, verbose=0).ravel()))
