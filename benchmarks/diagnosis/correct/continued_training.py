"""Train, look, and train on: the second fit goes on where the first one ended."""
import keras
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(46)
X, y = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X / 16, y, test_size=0.2, random_state=46)
model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(48, activation="relu"), keras.layers.Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
first = model.fit(X_train, y_train, epochs=10, batch_size=32, verbose=0)
print("after 10 epochs", first.history["accuracy"][-1])
model.fit(X_train, y_train, epochs=25, initial_epoch=10, batch_size=32, verbose=0)
print("test", model.evaluate(X_test, y_test, verbose=0)[1])
