import numpy as np
import tensorflow as tf

np.random.seed(3)
height = np.random.normal(1.72, 0.09, 900)
weight = np.random.normal(72, 13, 900)
overweight = (weight / height ** 2 > 25).astype(int)

height = (height - height.mean()) / height.std()
weight = (weight - weight.mean()) / weight.std()
people = np.array([height, weight]).reshape(-1, 2)
print(people.shape, overweight.shape)

model = tf.keras.models.Sequential([
    tf.keras.layers.Input((2,)),
    tf.keras.layers.Dense(16, activation="relu"),
    tf.keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(people[:700], overweight[:700], epochs=15, batch_size=20, verbose=0)
print("test accuracy", model.evaluate(people[700:], overweight[700:], verbose=0)[1])
