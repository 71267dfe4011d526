import keras
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(22)
digits = load_digits()
X = digits.data / 16.0
x_train, x_test, y_train, y_test = train_test_split(X, digits.target, test_size=0.25, random_state=22)
model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(64, activation="relu"), keras.layers.Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=30, batch_size=32, verbose=0)
print("accuracy", np.mean(np.argmax(model.predict(x_test, verbose=0), axis=1) == y_test))
