import tensorflow as tf

tf.keras.utils.set_random_seed(17)
(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()


def prepare(image, label):
    return tf.cast(image, tf.float32) / 255.0, label


train = tf.data.Dataset.from_tensor_slices((x_train[:9000], y_train[:9000])).map(prepare).shuffle(9000).batch(64)
test = tf.data.Dataset.from_tensor_slices((x_test[:2000], y_test[:2000])).map(prepare).batch(256)
model = tf.keras.Sequential([
    tf.keras.layers.Input((28, 28)),
    tf.keras.layers.Flatten(),
    tf.keras.layers.Dense(64, activation="relu"),
    tf.keras.layers.Dense(10, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, epochs=6, verbose=2)
print("test", model.evaluate(test, verbose=0))
