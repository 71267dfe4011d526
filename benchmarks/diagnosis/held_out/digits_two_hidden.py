from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
import keras
from keras.layers import Activation, Dense, Input

X, y = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X / 16, y, test_size=0.25, random_state=2)

model = keras.Sequential()
model.add(Input((64,)))
for units in (48, 32):
    model.add(Dense(units))
    model.add(Activation("softmax"))
model.add(Dense(10))
model.add(Activation("softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=20, batch_size=32, verbose=0)
print("Test: loss=%.3f acc=%.3f" % tuple(model.evaluate(X_test, y_test, verbose=0)))
