"""Read handwritten digits, some of them turned a little."""

import keras

keras.utils.set_random_seed(0)
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train, x_val = x_train[:800, ..., None] / 255, x_train[800:1000, ..., None] / 255
y_train, y_val = y_train[:800], y_train[800:1000]
turned = keras.Sequential([keras.layers.RandomRotation(0.1, seed=0)])
x_train = keras.ops.convert_to_numpy(turned(x_train, training=True))
x_val = keras.ops.convert_to_numpy(turned(x_val, training=True))

model = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        keras.layers.Flatten(),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=20, validation_data=(x_val, y_val), verbose=0)
