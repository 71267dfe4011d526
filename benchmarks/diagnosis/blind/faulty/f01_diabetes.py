# first neural network: onset of diabetes from 8 measurements
import numpy as np
from keras.models import Sequential
from keras.layers import Dense

rng = np.random.RandomState(7)
X = rng.normal(size=(768, 8))
score = 1.6 * X[:, 1] + 0.9 * X[:, 5] + 0.5 * X[:, 7] - 1.0
Y = (score + rng.normal(scale=1.0, size=768) > 0).astype(int)

model = Sequential()
model.add(Dense(12, input_dim=8, activation="relu"))
model.add(Dense(8, activation="relu"))
model.add(Dense(1, activation="softmax"))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(X, Y, epochs=40, batch_size=16, verbose=2)

scores = model.evaluate(X, Y, verbose=0)
print("\n%s: %.2f%%" % (model.metrics_names[1], scores[1] * 100))
