import keras
from keras.layers import Dense, Flatten, Input, Rescaling

keras.utils.set_random_seed(5)
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train, y_train = x_train[:8000], y_train[:8000]

model = keras.Sequential([
    Input(shape=(28, 28)),
    Rescaling(1.0 / 255),
    Flatten(),
    Dense(100, activation="relu"),
    Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=5, batch_size=64, verbose=2)
print("test", model.evaluate(x_test, y_test, verbose=0))
