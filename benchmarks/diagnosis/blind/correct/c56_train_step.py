"""Customizing what happens in fit(): a variational autoencoder in two dimensions."""
import keras
import tensorflow as tf
from keras import layers, ops

(x, _), _ = keras.datasets.mnist.load_data()
x = x[:3000].reshape(-1, 784).astype("float32") / 255


class VAE(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = layers.Dense(128, activation="relu")
        self.mean, self.log_var = layers.Dense(2), layers.Dense(2)
        self.decoder = keras.Sequential([layers.Dense(128, activation="relu"), layers.Dense(784, activation="sigmoid")])
        self.loss_tracker = keras.metrics.Mean(name="loss")

    def call(self, data):
        h = self.hidden(data)
        m, v = self.mean(h), self.log_var(h)
        z = m + ops.exp(0.5 * v) * keras.random.normal(ops.shape(m))
        return self.decoder(z), m, v

    def train_step(self, data):
        with tf.GradientTape() as tape:
            out, m, v = self(data, training=True)
            rec = 784 * ops.mean(keras.losses.binary_crossentropy(data, out))
            kl = -0.5 * ops.mean(ops.sum(1 + v - ops.square(m) - ops.exp(v), axis=1))
            loss = rec + kl
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.trainable_weights), self.trainable_weights))
        self.loss_tracker.update_state(loss)
        return {"loss": self.loss_tracker.result()}


vae = VAE()
vae.compile(optimizer=keras.optimizers.Adam(0.002))
vae.fit(x, epochs=10, batch_size=64, verbose=2)
