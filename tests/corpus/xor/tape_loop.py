import tensorflow as tf
import numpy as np

# XOR without fit(), to understand what backprop does

X = tf.constant([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = tf.constant([[0.], [1.], [1.], [0.]])

tf.random.set_seed(99)

model = tf.keras.Sequential([
    tf.keras.layers.Dense(4, activation='tanh'),
    tf.keras.layers.Dense(1, activation='sigmoid')
])

bce = tf.keras.losses.BinaryCrossentropy()
optimizer = tf.keras.optimizers.Adam(0.1)
losses = []


def step():
    with tf.GradientTape() as tape:
        out = model(X)
        loss = bce(Y, out)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return loss


for epoch in range(250):
    l = step()
    losses.append(float(l))
    if epoch % 50 == 0:
        print('epoch', epoch, 'loss', float(l))

print(np.round(model(X).numpy(), 2))
# model.compile(...) and model.fit(...) would do the same thing I think
