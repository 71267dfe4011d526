import keras
from keras import layers

num_classes = 10
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train[:5000].astype("float32")[..., None] / 255
x_test = x_test[:1000].astype("float32")[..., None] / 255
y_train = keras.utils.to_categorical(y_train[:5000], num_classes)
y_test = keras.utils.to_categorical(y_test[:1000], num_classes)

model = keras.Sequential()
model.add(keras.Input(shape=x_train.shape[1:]))
model.add(layers.Conv2D(16, (3, 3), padding="same"))
model.add(layers.Activation("relu"))
model.add(layers.MaxPooling2D(pool_size=(2, 2)))
model.add(layers.Dropout(0.25))
model.add(layers.Flatten())
model.add(layers.Dense(64))
model.add(layers.Activation("relu"))
model.add(layers.Dense(num_classes))
model.add(layers.Activation("sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=64, epochs=5, validation_data=(x_test, y_test), verbose=2)
