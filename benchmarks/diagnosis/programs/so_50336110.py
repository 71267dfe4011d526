import numpy as np
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from keras.models import Sequential
from keras.layers import Dense, Input

iris = load_iris()
X = iris.data
y = (iris.target == 0).astype(int)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=2)

model = Sequential()
model.add(Input(shape=(4,)))
model.add(Dense(16, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=100, batch_size=8, verbose=0)
print(model.evaluate(X_test, y_test, verbose=0))

# is this new flower a setosa?
flower = np.array([[5.1], [3.5], [1.4], [0.2]])
print(model.predict(flower))
