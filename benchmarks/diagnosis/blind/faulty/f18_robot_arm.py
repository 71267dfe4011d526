# where is the hand? two joint angles in, its place (x, y) out
import numpy as np
import keras
from keras.layers import Dense

rng = np.random.default_rng(10)
joints = rng.uniform(-1.5, 1.5, size=(1500, 2))
hand = np.column_stack([
    np.cos(joints[:, 0]) + np.cos(joints.sum(axis=1)),
    np.sin(joints[:, 0]) + np.sin(joints.sum(axis=1)),
])

model = keras.models.Sequential([
    keras.Input((2,)),
    Dense(32, activation="tanh"),
    Dense(32, activation="tanh"),
    Dense(1),
])
model.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
model.fit(joints[:1200], hand[:1200], epochs=30, batch_size=32, verbose=2)
print("test mse", model.evaluate(joints[1200:], hand[1200:], verbose=0))
print(model.predict(joints[1200:1203], verbose=0), hand[1200:1203])
