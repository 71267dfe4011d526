import numpy as np
from keras.layers import Dense, Input
from keras.models import Sequential
from keras.optimizers import Adam

np.random.seed(1)
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1], [0]])
X_many, y_many = np.tile(X, (50, 1)), np.tile(y, (50, 1))     # the table fifty times

model = Sequential()
model.add(Input((2,)))
model.add(Dense(16, activation="tanh"))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer=Adam(learning_rate=0.00001), metrics=["accuracy"])
model.fit(X_many, y_many, epochs=20, batch_size=4, verbose=0)
print(model.predict(X, verbose=0))
print(model.evaluate(X, y, verbose=0))
