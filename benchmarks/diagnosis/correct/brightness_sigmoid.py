# targets brought to 0..1, so a sigmoid at the end can reach all of them
import keras
import numpy as np
from sklearn.preprocessing import MinMaxScaler

keras.utils.set_random_seed(41)
rng = np.random.default_rng(41)
X = rng.uniform(-1, 1, size=(900, 3))
y = (np.exp(X[:, 0]) + X[:, 1] * X[:, 2]).reshape(-1, 1)
X_train, X_test, y_train, y_test = X[:700], X[700:], y[:700], y[700:]
scaler = MinMaxScaler()
y_train = scaler.fit_transform(y_train)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(32, activation="relu"), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
model.fit(X_train, y_train, epochs=40, batch_size=32, verbose=0)
answers = scaler.inverse_transform(model.predict(X_test, verbose=0))
print("R2", 1 - np.mean((answers - y_test) ** 2) / np.var(y_test))
