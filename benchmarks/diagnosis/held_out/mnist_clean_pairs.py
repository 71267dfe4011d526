from keras.datasets import mnist
from keras import models, layers


def clean(pair):
    return [(a / 255.0).astype("float32") for a in pair]


train, test = mnist.load_data()
x_train, y_train = clean(train)
x_test, y_test = clean(test)
x_train, y_train = x_train[:4000], y_train[:4000]

net = models.Sequential()
net.add(layers.Input(shape=(28, 28)))
net.add(layers.Flatten())
net.add(layers.Dense(64, activation="relu"))
net.add(layers.Dense(10, activation="softmax"))
net.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
net.fit(x_train, y_train, epochs=4, batch_size=64, verbose=0)
print("loss and accuracy:", net.evaluate(x_test[:2000], y_test[:2000], verbose=0))
