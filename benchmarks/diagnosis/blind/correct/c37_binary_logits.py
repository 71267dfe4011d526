import numpy as np
import tensorflow as tf
from sklearn.datasets import make_moons

x, y = make_moons(1000, noise=0.25, random_state=5)
x, y = x.astype("float32"), y.astype("float32")

model = tf.keras.Sequential([
    tf.keras.Input((2,)),
    tf.keras.layers.Dense(32, activation="elu"),
    tf.keras.layers.Dense(32, activation="elu"),
    tf.keras.layers.Dense(1),
])
model.compile(optimizer=tf.keras.optimizers.Adam(0.01),
              loss=tf.keras.losses.BinaryCrossentropy(from_logits=True),
              metrics=[tf.keras.metrics.BinaryAccuracy(threshold=0.0)])
model.fit(x[:750], y[:750], validation_data=(x[750:], y[750:]), epochs=25, batch_size=32, verbose=2)
raw = model.predict(x[750:], verbose=0)[:, 0]
print("accuracy", np.mean((raw > 0) == (y[750:] == 1)))
