import numpy as np
import tensorflow as tf

tf.keras.utils.set_random_seed(36)
x = np.linspace(-1, 1, 400).reshape(-1, 1)
y = x ** 2
index = np.random.permutation(400)
x_train, y_train = x[index[:320]], y[index[:320]]
x_test, y_test = x[index[320:]], y[index[320:]]
model = tf.keras.Sequential([
    tf.keras.layers.Input((1,)),
    tf.keras.layers.Dense(32, activation="relu"),
    tf.keras.layers.Dense(32, activation="relu"),
    tf.keras.layers.Dense(1, activation="linear"),
])
model.compile(loss="mae", optimizer=tf.keras.optimizers.Adam(0.005))
model.fit(x_train, y_train, epochs=60, batch_size=32, verbose=0)
error = model.predict(x_test, verbose=0) - y_test
print("R2", 1 - np.mean(error ** 2) / np.var(y_test))
