import numpy as np
import tensorflow as tf
import matplotlib.pyplot as plt

rng = np.random.default_rng(1)
area = rng.uniform(20, 140, size=(200, 1))
rent = 9.5 * area[:, 0] + 120 + rng.normal(0, 30, 200)

layer = tf.keras.layers.Dense(units=1)
model = tf.keras.Sequential([tf.keras.Input(shape=(1,)), layer])
model.compile(loss="mean_squared_error", optimizer=tf.keras.optimizers.SGD(0.01))
history = model.fit(area, rent, epochs=30, verbose=0)

plt.title("training")
plt.plot(history.history["loss"])
plt.savefig("rent.png")
print("loss", history.history["loss"][:3], history.history["loss"][-1])
print("weights", layer.get_weights())
print("rents and guesses:", rent[:3], model.predict(area[:3], verbose=0).ravel())
