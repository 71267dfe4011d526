import tensorflow as tf
from tensorflow.keras.layers import Dense, Dropout, Flatten

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
x_train, y_train = x_train[:4000] / 255.0, y_train[:4000]
x_test, y_test = x_test[:1000] / 255.0, y_test[:1000]

model = tf.keras.Sequential([
    tf.keras.Input((28, 28)),
    Flatten(),
    Dense(32, activation="relu"),
    Dropout(0.9),
    Dense(32, activation="relu"),
    Dropout(0.9),
    Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=6, batch_size=32, validation_data=(x_test, y_test), verbose=2)
