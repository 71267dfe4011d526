import keras
from keras import layers

keras.utils.set_random_seed(13)
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train[:4000, ..., None].astype("float32") / 255
x_test = x_test[:1000, ..., None].astype("float32") / 255
y_train, y_test = y_train[:4000], y_test[:1000]

model = keras.Sequential()
model.add(keras.Input((28, 28, 1)))
model.add(layers.Conv2D(8, 5, use_bias=False))
model.add(layers.BatchNormalization())
model.add(layers.Activation("relu"))
model.add(layers.MaxPooling2D(3))
model.add(layers.Flatten())
model.add(layers.Dense(32, activation="relu"))
model.add(layers.Dense(10, activation="softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=32, epochs=4, verbose=2)
print("Test accuracy", model.evaluate(x_test, y_test, verbose=0)[1])
