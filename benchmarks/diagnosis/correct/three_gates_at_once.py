"""AND, OR and XOR as three answers of one network: each is a yes or no of its own."""
import keras
import numpy as np

keras.utils.set_random_seed(12)
x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype="float32")
a, b = x[:, 0].astype(bool), x[:, 1].astype(bool)
y = np.stack([a & b, a | b, a ^ b], axis=1).astype("float32")

model = keras.Sequential([
    keras.Input(shape=(2,)),
    keras.layers.Dense(16, activation="tanh"),
    keras.layers.Dense(3, activation="sigmoid"),
])
model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.1), metrics=["binary_accuracy"])
model.fit(x, y, epochs=120, verbose=0)
print((model.predict(x, verbose=0) > 0.5).astype(int))
print(model.evaluate(x, y, verbose=0))
