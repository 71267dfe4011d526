import keras
from keras.layers import Conv2D, Dense, Dropout, Flatten, MaxPooling2D

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train[:5000].reshape(5000, 28, 28, 1) / 255.0
x_test = x_test[:1000].reshape(1000, 28, 28, 1) / 255.0
y_train = keras.utils.to_categorical(y_train[:5000], 10)
y_test = keras.utils.to_categorical(y_test[:1000], 10)

model = keras.models.Sequential([
    keras.Input(shape=(28, 28, 1)),
    Conv2D(8, (3, 3), activation="relu"),
    MaxPooling2D((2, 2)),
    Flatten(),
    Dense(64, activation="relu"),
    Dropout(0.2),
    Dense(10, activation="relu"),
])
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=64, epochs=4, validation_data=(x_test, y_test), verbose=2)
print("Accuracy: ", model.evaluate(x_test, y_test, verbose=0)[1])
