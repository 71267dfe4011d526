# the training loop by hand
import numpy as np
import tensorflow as tf

tf.random.set_seed(4)
tf.keras.utils.set_random_seed(4)
x = tf.constant([[0, 0], [0, 1], [1, 0], [1, 1]], tf.float32)
y = tf.constant([[0], [1], [1], [0]], tf.float32)

model = tf.keras.Sequential([
    tf.keras.layers.Input((2,)),
    tf.keras.layers.Dense(8, activation="tanh"),
    tf.keras.layers.Dense(1, activation="sigmoid"),
])
optimizer = tf.keras.optimizers.Adam(0.1)
bce = tf.keras.losses.BinaryCrossentropy()

for epoch in range(150):
    with tf.GradientTape() as tape:
        loss = bce(y, model(x, training=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))

print("loss", float(loss))
print("right", float(np.mean((model(x).numpy() > 0.5) == (y.numpy() > 0.5))))
