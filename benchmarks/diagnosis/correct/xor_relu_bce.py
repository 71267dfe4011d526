import os
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
import numpy as np
import tensorflow as tf

tf.random.set_seed(42)
np.random.seed(42)

training_data = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], "float32")
target_data = np.array([[0], [1], [1], [0]], "float32")

model = tf.keras.models.Sequential()
model.add(tf.keras.layers.Dense(32, activation="relu"))
model.add(tf.keras.layers.Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer=tf.keras.optimizers.Adam(0.02), metrics=["binary_accuracy"])
model.fit(training_data, target_data, epochs=200, verbose=0)
scores = model.evaluate(training_data, target_data, verbose=0)
print("accuracy: %.2f%%" % (scores[1] * 100))
print(model.predict(training_data).round())
