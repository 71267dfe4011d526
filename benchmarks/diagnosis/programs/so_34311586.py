import numpy as np
import keras
from keras.models import Sequential
from keras.layers import Dense, Activation

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype="float32")
y = np.array([[0], [1], [1], [0]], dtype="float32")

model = Sequential()
model.add(Dense(8, input_dim=2))
model.add(Activation("tanh"))
model.add(Dense(1))
model.add(Activation("softmax"))

model.compile(loss="mean_squared_error", optimizer=keras.optimizers.SGD(learning_rate=0.001))
model.fit(X, y, epochs=20, batch_size=1, verbose=0)
print(model.predict(X))
