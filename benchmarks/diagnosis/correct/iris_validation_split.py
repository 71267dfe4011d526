import keras
import numpy as np
from sklearn.datasets import load_iris

keras.utils.set_random_seed(5)
data = load_iris()
order = np.random.permutation(150)           # the file is sorted by species
X, y = data.data[order], data.target[order]
X_train, y_train = X[:120], y[:120]
X_test, y_test = X[120:], y[120:]
X_test = (X_test - X_train.mean(0)) / X_train.std(0)
X_train = (X_train - X_train.mean(0)) / X_train.std(0)

model = keras.Sequential([
    keras.Input((4,)),
    keras.layers.Dense(16, activation="tanh"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.optimizer.learning_rate = 0.01
history = model.fit(X_train, y_train, validation_split=0.2, epochs=50, batch_size=8, verbose=0)
print("val_accuracy", history.history["val_accuracy"][-1])
print("test accuracy", model.evaluate(X_test, y_test, verbose=0)[1])
