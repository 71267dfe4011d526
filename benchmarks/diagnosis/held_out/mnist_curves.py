import tensorflow as tf
import matplotlib.pyplot as plt

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0

x_part, y_part = x_train[:60], y_train[:60]

model = tf.keras.models.Sequential([
    tf.keras.layers.Input(shape=(28, 28)),
    tf.keras.layers.Flatten(),
    tf.keras.layers.Dense(64, activation="relu"),
    tf.keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
r = model.fit(x_part, y_part, epochs=30, batch_size=32, verbose=0,
              validation_data=(x_test[:1000], y_test[:1000]))
plt.plot(r.history["accuracy"])
plt.plot(r.history["val_accuracy"])
plt.show()
print("train", r.history["accuracy"][-1], "test", r.history["val_accuracy"][-1])
