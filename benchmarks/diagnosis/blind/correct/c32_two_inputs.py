import numpy as np
from keras.layers import Concatenate, Dense, Input
from keras.models import Model
from keras.optimizers import Adam

rng = np.random.default_rng(0)
numbers = rng.normal(size=(1200, 4))
weekday = np.eye(7)[rng.integers(0, 7, 1200)]
sales = 10 + 3 * numbers[:, 0] - 2 * numbers[:, 2] + weekday @ np.array([0, 1, 2, 1, 4, 6, 3]) \
    + rng.normal(scale=0.5, size=1200)

a = Input(shape=(4,), name="numbers")
b = Input(shape=(7,), name="weekday")
x = Dense(16, activation="relu")(a)
y = Dense(4, activation="relu")(b)
z = Dense(16, activation="relu")(Concatenate()([x, y]))
model = Model(inputs=[a, b], outputs=Dense(1)(z))
model.compile(loss="mae", optimizer=Adam(0.005))
model.fit({"numbers": numbers[:1000], "weekday": weekday[:1000]}, sales[:1000], epochs=30, batch_size=32, verbose=0)
print("MAE", model.evaluate([numbers[1000:], weekday[1000:]], sales[1000:], verbose=0))
