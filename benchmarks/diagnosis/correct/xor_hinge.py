import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

tf.keras.utils.set_random_seed(0)
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype="float32")
Y = np.array([[-1], [1], [1], [-1]], dtype="float32")   # a hinge wants -1 / +1

model = tf.keras.Sequential([
    layers.Input(shape=(2,)),
    layers.Dense(16, activation="relu"),
    layers.Dense(1, activation="tanh"),
])
model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=0.02), loss="squared_hinge")
model.fit(X, Y, epochs=200, verbose=0)
pred = model.predict(X, verbose=0)
print(pred)
print("accuracy:", np.mean((pred > 0) == (Y > 0)))
