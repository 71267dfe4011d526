import numpy as np
from sklearn.datasets import make_blobs
from keras import Input, Sequential
from keras.layers import Dense
from keras.utils import to_categorical

# forty kinds of parts, described by 12 measurements
X, kind = make_blobs(n_samples=4000, centers=40, n_features=12, cluster_std=2.0, random_state=4)
X = X / 10
Y = to_categorical(kind, 40)

model = Sequential()
model.add(Input(shape=(12,)))
model.add(Dense(64, activation="relu"))
model.add(Dense(64, activation="relu"))
model.add(Dense(40, activation="sigmoid"))
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(X[:3200], Y[:3200], epochs=12, batch_size=32, verbose=2)
print(np.round(model.predict(X[3200:3202], verbose=0), 2))
print(model.evaluate(X[3200:], Y[3200:], verbose=0))
