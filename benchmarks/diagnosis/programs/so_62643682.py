import numpy as np
from keras import layers, models, utils
from keras.datasets import mnist

(x_train, y_train), (x_test, y_test) = mnist.load_data()
pair, pair_test = np.isin(y_train, (0, 1)), np.isin(y_test, (0, 1))
x_train = x_train[pair][:2000].reshape(2000, 28, 28, 1) / 255.0
y_train = utils.to_categorical(y_train[pair][:2000], 2)
x_test = x_test[pair_test].reshape(-1, 28, 28, 1) / 255.0
y_test = utils.to_categorical(y_test[pair_test], 2)

model = models.Sequential()
model.add(layers.Conv2D(8, (3, 3), activation="relu", input_shape=(28, 28, 1)))
model.add(layers.MaxPooling2D((2, 2)))
model.add(layers.Flatten())
model.add(layers.Dense(16, activation="relu"))
model.add(layers.Dense(4, activation="softmax"))
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=3, batch_size=32, validation_data=(x_test, y_test))
