import numpy as np
import tensorflow as tf
from sklearn.metrics import r2_score

# flats: area in square feet, distance to the centre in metres, year, rent
gen = np.random.default_rng(8)
area = gen.uniform(300, 2500, 1000)
distance = gen.uniform(100, 9000, 1000)
year = gen.uniform(1900, 2020, 1000)
rent = 300 + 0.3 * area - 0.03 * distance + 20 * (year - 1900)
X = np.stack([area, distance, year], axis=1)

model = tf.keras.models.Sequential()
model.add(tf.keras.Input(shape=(3,)))
model.add(tf.keras.layers.Dense(16, activation="relu"))
model.add(tf.keras.layers.Dense(16, activation="relu"))
model.add(tf.keras.layers.Dense(1))
model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=1e-4), loss="mean_squared_error")
history = model.fit(X[:800], rent[:800], epochs=20, batch_size=16, verbose=0)
print("last loss:", history.history["loss"][-1])
print("R2:", r2_score(rent[800:], model.predict(X[800:], verbose=0)[:, 0]))
