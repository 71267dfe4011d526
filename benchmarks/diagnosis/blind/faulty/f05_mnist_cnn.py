from keras.datasets import mnist
from keras.layers import Conv2D, Dense, Flatten, Input, MaxPooling2D
from keras.models import Sequential
from keras.utils import to_categorical

(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train = x_train[:3000].reshape(-1, 28, 28, 1).astype("float32") / 255
x_test = x_test[:500].reshape(-1, 28, 28, 1).astype("float32") / 255
y_train = to_categorical(y_train[:3000], 10)
y_test = to_categorical(y_test[:500], 10)

model = Sequential([
    Input((28, 28, 1)),
    Conv2D(8, (5, 5), activation="relu"),
    MaxPooling2D((2, 2)),
    Flatten(),
    Dense(64, activation="relu"),
    Dense(10, activation="relu"),
])
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=100, epochs=4, validation_data=(x_test, y_test))
