"""Read handwritten digits."""

import keras

keras.utils.set_random_seed(1)

(x, y), _ = keras.datasets.mnist.load_data()
x, y = x[:500] / 255.0, y[:500]
model = keras.Sequential(
    [
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(8, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.compile(
    optimizer="adam",
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
model.fit(x, y, epochs=30, batch_size=32, validation_split=0.2, verbose=0)
