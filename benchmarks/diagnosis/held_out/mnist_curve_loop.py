import numpy as np
import tensorflow as tf

(x, y), (xt, yt) = tf.keras.datasets.mnist.load_data()
x, y = x[:2000].reshape(-1, 784) / 255.0, y[:2000]
xt, yt = xt[:1000].reshape(-1, 784) / 255.0, yt[:1000]

epochs = 7
curve = []
for epoch in range(epochs):
    model = tf.keras.Sequential()
    model.add(tf.keras.layers.Input((784,)))
    model.add(tf.keras.layers.Dense(50, activation="relu"))
    model.add(tf.keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y, epochs=1, batch_size=100, verbose=0)
    curve.append(model.evaluate(xt, yt, verbose=0)[1])
    print("epoch", epoch + 1, "of", epochs, "accuracy", curve[-1])
print("best", max(curve))
