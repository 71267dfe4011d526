import numpy as np
from keras import Sequential, layers, datasets, optimizers


def prepare(images):
    return images.reshape(len(images), -1).astype("float32") / 255


def train(images, labels, epochs=5):
    net = Sequential([layers.Input((784,)), layers.Dense(32, activation="sigmoid"),
                      layers.Dense(10, activation="softmax")])
    net.compile(optimizers.SGD(0.1), "sparse_categorical_crossentropy", metrics=["accuracy"])
    net.fit(prepare(images), labels, epochs=epochs, batch_size=8, verbose=0)
    return net


(x_train, y_train), (x_test, y_test) = datasets.mnist.load_data()
x_train = prepare(x_train[:3000])
x_test = prepare(x_test[:1000])
net = train(x_train, y_train[:3000])
print("result", net.evaluate(prepare(x_test), y_test[:1000], verbose=0))
