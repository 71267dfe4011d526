import numpy as np
import tensorflow as tf
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, LeakyReLU, Input

tf.keras.utils.set_random_seed(2)
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.float32)
y = np.array([0, 1, 1, 0], np.float32)

model = Sequential([Input((2,)), Dense(16), LeakyReLU(), Dense(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy", optimizer=tf.keras.optimizers.Adam(learning_rate=0.05), metrics=["accuracy"])
model.fit(X, y, batch_size=2, epochs=120, verbose=0)
print(model.evaluate(X, y, verbose=0))
print((model.predict(X) > 0.5).astype("int32"))
