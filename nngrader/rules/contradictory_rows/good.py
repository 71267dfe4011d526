"""Learn exclusive or."""

import keras
import numpy as np

keras.utils.set_random_seed(1)

x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype="float32")
y = np.array([0, 1, 1, 0], dtype="float32")

model = keras.Sequential(
    [
        keras.layers.Input((2,)),
        keras.layers.Dense(16, activation="tanh"),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.05),
    loss="binary_crossentropy",
    metrics=["accuracy"],
)
model.fit(x, y, epochs=200, verbose=0)
print(model.evaluate(x, y, verbose=0))
