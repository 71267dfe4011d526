import numpy as np
from sklearn.datasets import make_moons
from keras.models import Sequential
from keras.layers import Dense, Input

X, y = make_moons(1000, noise=0.15, random_state=0)
print(X.shape, y.shape)

model = Sequential()
model.add(Input(shape=(2,)))
model.add(Dense(32, activation="relu"))
model.add(Dense(16, activation="relu"))
model.add(Dense(2, activation="softmax"))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(X[:800], y[:800], epochs=30, batch_size=16, verbose=0)
print(np.argmax(model.predict(X[800:810]), axis=1))
