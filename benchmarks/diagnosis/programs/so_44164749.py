import numpy as np
from sklearn.datasets import make_moons
from keras.models import Sequential
from keras.layers import Dense, Input

X, y = make_moons(n_samples=2500, noise=0.1, random_state=42)
X_train, y_train = X[:2000], y[:2000]
X_test, y_test = X[2000:], y[2000:]

model = Sequential()
model.add(Input(shape=(2,)))
model.add(Dense(64, activation="relu"))
model.add(Dense(64, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=5, batch_size=2000, verbose=2)
print("test accuracy", model.evaluate(X_test, y_test, verbose=0)[1])
print(np.round(model.predict(X_test[:5], verbose=0), 2))
