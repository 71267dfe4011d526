"""Digits, trained epoch by epoch to see how the score grows."""

import keras

keras.utils.set_random_seed(4)
(x, y), (x_test, y_test) = keras.datasets.mnist.load_data()
x, y = x[:1000].reshape(-1, 784) / 255, y[:1000]
x_test, y_test = x_test[:500].reshape(-1, 784) / 255, y_test[:500]
scores = []


def build() -> keras.Model:
    """Two layers, compiled."""
    made = keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(40, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    made.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return made


model = build()
for epoch in range(12):
    model.fit(x, y, epochs=1, batch_size=20, verbose=0)
    scores.append(model.evaluate(x_test, y_test, verbose=0)[1])
    print("epoch", epoch + 1, scores[-1])
print(scores)
