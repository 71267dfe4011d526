import keras
from keras import layers

(pictures, digits), (new_pictures, new_digits) = keras.datasets.mnist.load_data()
pictures = pictures[digits < 2][:2000].reshape(-1, 28, 28, 1) / 255.0
digits = digits[digits < 2][:2000]
new_pictures = new_pictures[new_digits < 2].reshape(-1, 28, 28, 1) / 255.0
new_digits = new_digits[new_digits < 2]

cnn = keras.Sequential([
    keras.Input(shape=(28, 28, 1)),
    layers.Conv2D(8, 3, activation="relu"),
    layers.MaxPooling2D(),
    layers.Conv2D(8, 3, activation="relu"),
    layers.Flatten(),
    layers.Dense(1, activation="softmax"),
])
cnn.compile(loss=keras.losses.BinaryCrossentropy(), optimizer="adam", metrics=["accuracy"])
cnn.fit(pictures, digits, epochs=3, batch_size=32, verbose=2)
loss, accuracy = cnn.evaluate(new_pictures, new_digits, verbose=0)
print(f"loss {loss:.3f} accuracy {accuracy:.3f}")
