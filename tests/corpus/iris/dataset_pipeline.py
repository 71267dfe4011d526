"""tf.data version, after the lecture about input pipelines"""
import numpy as np
import tensorflow as tf
from sklearn.datasets import load_iris

BATCH = 16
N_TEST = 30

raw = load_iris()
x = tf.constant(raw.data, dtype=tf.float32)
y = tf.one_hot(raw.target, 3)

# shuffle both with the same seed so that they stay together
x = tf.random.shuffle(x, seed=42)
y = tf.random.shuffle(y, seed=42)

test_ds = tf.data.Dataset.from_tensor_slices((x[:N_TEST], y[:N_TEST])).batch(BATCH)
train_ds = tf.data.Dataset.from_tensor_slices((x[N_TEST:], y[N_TEST:])).batch(BATCH).prefetch(1)

normalizer = tf.keras.layers.Normalization()
normalizer.adapt(x[N_TEST:])

inputs = tf.keras.Input(shape=(4,))
h = normalizer(inputs)
h = tf.keras.layers.Dense(24, activation="relu")(h)
h = tf.keras.layers.Dense(24, activation="relu")(h)
outputs = tf.keras.layers.Dense(3, activation="softmax")(h)
model = tf.keras.Model(inputs, outputs)

model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(train_ds, validation_data=test_ds, epochs=25, verbose=2)

print(model.evaluate(test_ds))
# why is it so bad?? with sklearn I had 96 %
