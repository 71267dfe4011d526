import tensorflow as tf
from tensorflow.keras.layers import Conv2D, Dense, Flatten, MaxPool2D

(x, y), (x_val, y_val) = tf.keras.datasets.mnist.load_data()
x = x[:6000].reshape(-1, 28, 28, 1) / 255.0
x_val = x_val[:1000].reshape(-1, 28, 28, 1) / 255.0
y = y[:6000]
y_val = y_val[:1000]

model = tf.keras.Sequential([
    tf.keras.Input(shape=(28, 28, 1)),
    Conv2D(16, 3, activation="relu"),
    MaxPool2D(2),
    Conv2D(16, 3, activation="relu"),
    MaxPool2D(2),
    Flatten(),
    Dense(10, activation="softmax"),
])
model.compile(
    optimizer=tf.keras.optimizers.Adam(learning_rate=0.001),
    loss=tf.keras.losses.CategoricalCrossentropy(),
    metrics=["accuracy"],
)
model.fit(x, y, batch_size=64, epochs=3, validation_data=(x_val, y_val))
