import keras
from keras.layers import Dense, Dropout
from sklearn.datasets import make_circles
from sklearn.model_selection import train_test_split

X, y = make_circles(1200, factor=0.4, noise=0.08, random_state=0)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)

model = keras.Sequential()
model.add(keras.Input((2,)))
model.add(Dense(64))
model.add(Dropout(0.1))
model.add(Dense(64))
model.add(Dense(32))
model.add(Dense(1, activation="sigmoid"))
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=30, batch_size=32, verbose=0)
print("more layers do not help:", model.evaluate(X_test, y_test, verbose=0))
