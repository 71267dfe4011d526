import keras

keras.utils.set_random_seed(10)
(x_train, digits), (x_test, digits_test) = keras.datasets.mnist.load_data()
x_train = x_train[:8000].reshape(8000, 784).astype("float32") / 255
x_test = x_test[:2000].reshape(2000, 784).astype("float32") / 255
y_train = digits[:8000] % 2       # 1 = odd
y_test = digits_test[:2000] % 2
model = keras.Sequential([
    keras.Input((784,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=6, batch_size=64, verbose=0)
print("even or odd:", model.evaluate(x_test, y_test, verbose=0)[1])
