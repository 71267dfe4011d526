"""Read handwritten digits."""

import keras

keras.utils.set_random_seed(1)

(x, y), _ = keras.datasets.mnist.load_data()
x, y = x[:1000] / 255.0, y[:1000]
model = keras.Sequential(
    [
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.compile(
    optimizer="adam",
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
model.fit(x, y, epochs=8, batch_size=32, verbose=0)
