import tensorflow as tf
from tensorflow.keras.layers import Conv2D, Dense, Flatten, Input

tf.keras.utils.set_random_seed(3)
(X, y), (X_test, y_test) = tf.keras.datasets.mnist.load_data()
X = X[:6000].reshape(6000, 28, 28, 1) / 255.0
y = y[:6000]
X_test = X_test[:1500].reshape(1500, 28, 28, 1) / 255.0
y_test = y_test[:1500]

# strides instead of pooling
model = tf.keras.Sequential([
    Input((28, 28, 1)),
    Conv2D(16, 3, strides=2, padding="same", activation="relu"),
    Conv2D(32, 3, strides=2, padding="same", activation="relu"),
    Flatten(),
    Dense(10, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(X, y, epochs=4, batch_size=64, verbose=2)
print(model.evaluate(X_test, y_test, verbose=0))
