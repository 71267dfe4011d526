"""Read handwritten digits."""

import keras

keras.utils.set_random_seed(1)

(x, y), _ = keras.datasets.mnist.load_data()
x, y = x[:1000] / 255.0, y[:1000]
x = x.reshape(-1, 1, 28, 28)

model = keras.Sequential(
    [
        keras.Input((1, 28, 28)),
        keras.layers.Conv2D(8, 3, activation="relu"),
        keras.layers.MaxPooling2D(2),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.compile(
    optimizer="adam",
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
model.fit(x, y, epochs=10, batch_size=32, verbose=0)
