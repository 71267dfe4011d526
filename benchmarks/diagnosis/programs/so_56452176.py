import numpy as np
from sklearn.metrics import r2_score
from keras.models import Sequential
from keras.layers import Dense, Input

# a robot arm with two joints: from the two angles to the position of the hand
np.random.seed(11)
angles = np.random.uniform(-3, 3, size=(2000, 2))
hand_x = np.cos(angles[:, 0]) + np.cos(angles[:, 0] + angles[:, 1])
hand_y = np.sin(angles[:, 0]) + np.sin(angles[:, 0] + angles[:, 1])
position = np.column_stack([hand_x, hand_y])

model = Sequential()
model.add(Input(shape=(2,)))
model.add(Dense(32, activation="relu"))
model.add(Dense(1, activation="relu"))
model.add(Dense(32, activation="relu"))
model.add(Dense(2))
model.compile(loss="mse", optimizer="adam")
model.fit(angles[:1600], position[:1600], epochs=20, batch_size=16, verbose=2)

guess = model.predict(angles[1600:], verbose=0)
print("R2:", r2_score(position[1600:], guess))
