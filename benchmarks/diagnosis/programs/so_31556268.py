import numpy as np
import keras
from keras.models import Sequential
from keras.layers import Dense

# the four rows of XOR, many times
X = np.tile([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], (100, 1))
Y = np.tile([[0.0], [1.0], [1.0], [0.0]], (100, 1))

model = Sequential()
model.add(keras.Input((2,)))
model.add(Dense(8, activation="sigmoid"))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="mean_squared_error", optimizer=keras.optimizers.SGD(learning_rate=0.05))
model.fit(X, Y, epochs=10, batch_size=4, verbose=2)
print(model.predict(X[:4], verbose=0))
