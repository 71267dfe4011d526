import keras
from keras import layers

keras.utils.set_random_seed(19)
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train[:5000].reshape(-1, 28, 28, 1) / 255.0
x_test = x_test[:1000].reshape(-1, 28, 28, 1) / 255.0
inputs = keras.Input((28, 28, 1))
x = layers.Conv2D(16, 5, strides=2, activation="relu")(inputs)
x = layers.Conv2D(32, 3, strides=2, activation="relu")(x)
x = layers.Conv2D(64, 3, activation="relu")(x)
x = layers.GlobalAveragePooling2D()(x)
outputs = layers.Dense(10, activation="softmax")(x)
model = keras.Model(inputs, outputs)
model.compile(optimizer=keras.optimizers.Adam(0.004), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train[:5000], batch_size=32, epochs=5, verbose=2)
print("test accuracy", model.evaluate(x_test, y_test[:1000], verbose=0)[1])
