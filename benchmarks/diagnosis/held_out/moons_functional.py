import numpy as np
from sklearn.datasets import make_moons
from tensorflow import keras

X, y = make_moons(n_samples=600, noise=0.12, random_state=5)
X_train, y_train = X[:400], y[:400]
X_test, y_test = X[400:], y[400:]

inputs = keras.Input(shape=(2,))
x = keras.layers.Dense(32, activation="relu")(inputs)
x = keras.layers.Dense(32, activation="relu")(x)
outputs = keras.layers.Dense(1, activation="sigmoid")(x)
model = keras.Model(inputs, outputs)
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy")
history = model.fit(X_train, y_train, epochs=20, batch_size=20, verbose=0)
print("loss:", history.history["loss"][-1])

answers = model.predict(X_test, verbose=0).round()
right = np.mean(answers == y_test)
print("share of right answers:", right)
