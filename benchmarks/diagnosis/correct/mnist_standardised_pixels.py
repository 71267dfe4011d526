import keras
import numpy as np

keras.utils.set_random_seed(20)
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train, y_train = x_train[:8000].astype("float32"), y_train[:8000]
mean, std = x_train.mean(), x_train.std()
x_train = (x_train - mean) / std
x_test = (x_test.astype("float32") - mean) / std

model = keras.Sequential([
    keras.Input((28, 28)),
    keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu", kernel_initializer="he_normal"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=4, batch_size=64, verbose=0)
probabilities = model.predict(x_test, verbose=0)
print("right", np.mean(probabilities.argmax(axis=1) == y_test))
one = model.predict(x_test[0][np.newaxis], verbose=0)
print("first picture", np.argmax(one), y_test[0])
