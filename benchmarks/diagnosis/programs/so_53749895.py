import numpy as np
from sklearn.metrics import r2_score
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Sequential

# forces in three directions, from six sensors
gen = np.random.default_rng(17)
sensors = gen.normal(size=(1200, 6))
forces = sensors @ gen.normal(size=(6, 3)) + 0.5 * sensors[:, :3] ** 2

model = Sequential([
    Input(shape=(6,)),
    Dense(64, activation="relu"),
    Dense(32, activation="relu"),
    Dense(3, activation="softmax"),
])
model.compile(loss="mean_squared_error", optimizer="adam")
model.fit(sensors[:1000], forces[:1000], epochs=30, batch_size=16, verbose=0)
print("test loss:", model.evaluate(sensors[1000:], forces[1000:], verbose=0))
print("R2:", r2_score(forces[1000:], model.predict(sensors[1000:], verbose=0)))
