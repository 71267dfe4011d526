import numpy as np
from sklearn.metrics import r2_score
import keras
from keras.layers import Dense

np.random.seed(20)
X = np.random.uniform(-2, 2, (1000, 2))
profit = 3 * X[:, 0] - 2 * X[:, 1] ** 2 + 1

model = keras.Sequential()
model.add(keras.Input(shape=(2,)))
model.add(Dense(64, activation="relu"))
model.add(Dense(64, activation="relu"))
model.add(Dense(1, activation="relu"))
model.compile(optimizer="adam", loss="mse")
model.fit(X[:800], profit[:800], epochs=40, batch_size=16, verbose=0)
print("R2 =", r2_score(profit[800:], model.predict(X[800:], verbose=0).ravel()))
