import numpy as np
from keras.models import Sequential
from keras.layers import Dense
from keras.optimizers import SGD

# every film can have several of three labels: funny, sad, exciting
rng = np.random.default_rng(5)
film = rng.uniform(-1, 1, size=(2000, 6))
tags = np.column_stack([
    film[:, 0] + film[:, 1] > 0.9,
    film[:, 2] - film[:, 3] > 0.9,
    film[:, 4] + film[:, 5] > 0.9,
]).astype("float32")

model = Sequential()
model.add(Dense(32, activation="relu", input_dim=6))
model.add(Dense(16, activation="relu"))
model.add(Dense(3, activation="sigmoid"))
model.compile(loss="mean_squared_error", optimizer=SGD(0.05))
model.fit(film[:1600], tags[:1600], epochs=15, batch_size=16, verbose=0)

found = model.predict(film[1600:], verbose=0) > 0.5
print("all three labels right:", np.mean((found == tags[1600:]).all(axis=1)))
print("found of each label:", (found & (tags[1600:] == 1)).sum(axis=0) / tags[1600:].sum(axis=0))
