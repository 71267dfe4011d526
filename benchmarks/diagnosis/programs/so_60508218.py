import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, models, optimizers

(X, digit), (X_test, digit_test) = tf.keras.datasets.mnist.load_data()
X, digit = X[digit <= 1][:4000] / 255.0, digit[digit <= 1][:4000]
X_test, digit_test = X_test[digit_test <= 1] / 255.0, digit_test[digit_test <= 1]
Y = np.eye(2)[digit]
Y_test = np.eye(2)[digit_test]

model = models.Sequential([
    layers.Input((28, 28)),
    layers.Reshape((28, 28, 1)),
    layers.Conv2D(16, 3, activation="relu"),
    layers.MaxPool2D(),
    layers.Flatten(),
    layers.Dense(64, activation="relu"),
    layers.Dense(2, activation="sigmoid"),
])
model.compile(optimizers.Adam(learning_rate=3e-5), "binary_crossentropy", metrics=["accuracy"])
model.fit(X, Y, epochs=6, batch_size=16, verbose=2)
print(model.evaluate(X_test, Y_test, verbose=0))
