import tensorflow as tf
from tensorflow import keras

(x_train, y_train), (x_val, y_val) = keras.datasets.mnist.load_data()
x_train = x_train[:4000].reshape(-1, 784).astype("float32") / 255
x_val = x_val[:1000].reshape(-1, 784).astype("float32") / 255
dataset = tf.data.Dataset.from_tensor_slices((x_train, y_train[:4000])).shuffle(4000).batch(64)

model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(64, activation="relu"),
                          keras.layers.Dense(10)])
optimizer = keras.optimizers.Adam(1e-3)
loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
val_acc = keras.metrics.SparseCategoricalAccuracy()


@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x, training=True))
    grads = tape.gradient(loss, model.trainable_weights)
    optimizer.apply_gradients(zip(grads, model.trainable_weights))
    return loss


for epoch in range(5):
    for x, y in dataset:
        loss = train_step(x, y)
    val_acc.reset_state()
    val_acc.update_state(y_val[:1000], model(x_val, training=False))
    print(epoch, float(loss), float(val_acc.result()))
