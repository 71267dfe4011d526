import numpy as np
from sklearn.datasets import make_moons
from keras.models import Sequential
from keras.layers import Dense

points, group = make_moons(n_samples=600, noise=0.1, random_state=7)

model = Sequential()
model.add(Dense(12, input_dim=3, activation="relu"))
model.add(Dense(8, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(points, group, epochs=50, batch_size=10, verbose=0)

scores = model.evaluate(points, group)
print("accuracy: %.1f%%" % (scores[1] * 100))
print(np.round(model.predict(points[:5])))
