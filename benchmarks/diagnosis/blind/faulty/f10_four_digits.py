from sklearn.datasets import load_digits
from keras import layers, models

X, y = load_digits(n_class=4, return_X_y=True)
X = (X / 16.0).reshape(-1, 8, 8, 1)
n = int(0.8 * len(X))

cnn = models.Sequential([
    layers.Input((8, 8, 1)),
    layers.Conv2D(16, 3, activation="relu"),
    layers.Flatten(),
    layers.Dense(32, activation="relu"),
    layers.Dense(1, activation="sigmoid"),
])
cnn.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
cnn.fit(X[:n], y[:n], epochs=15, batch_size=32)
print("accuracy on the rest:", cnn.evaluate(X[n:], y[n:], verbose=0)[1])
