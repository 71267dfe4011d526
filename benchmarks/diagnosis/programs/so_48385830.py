import keras
from keras import layers, optimizers

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train[:10000].reshape(-1, 784) / 255.0
x_test = x_test[:2000].reshape(-1, 784) / 255.0
y_train = keras.utils.to_categorical(y_train[:10000], 10)
y_test = keras.utils.to_categorical(y_test[:2000], 10)

net = keras.Sequential()
net.add(keras.Input(shape=(784,)))
net.add(layers.Dense(30))
net.add(layers.Dense(10))
net.compile(optimizer=optimizers.SGD(learning_rate=3.0), loss="mean_squared_error", metrics=["accuracy"])

net.fit(x_train, y_train, batch_size=10, epochs=4, verbose=2)
print("test:", net.evaluate(x_test, y_test, verbose=0))
