import numpy as np
import keras

keras.utils.set_random_seed(7)
(xs, ys), (xt, yt) = keras.datasets.mnist.load_data()
choose = np.random.permutation(len(xs))[:8000]
xs, ys = xs[choose] / 255.0, ys[choose]
xt, yt = xt[:2000] / 255.0, yt[:2000]
net = keras.models.Sequential()
net.add(keras.layers.Input((28, 28)))
net.add(keras.layers.Flatten())
net.add(keras.layers.Dense(80, activation="tanh"))
net.add(keras.layers.Dense(10, activation="softmax"))
net.compile(optimizer=keras.optimizers.SGD(0.1, momentum=0.9), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
net.fit(xs, ys, epochs=5, batch_size=64, verbose=0)
print("accuracy", net.evaluate(xt, yt, verbose=0)[1])
