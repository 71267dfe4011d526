"""XOR with every row two hundred times, so that a few epochs are enough."""
import keras
import numpy as np

keras.utils.set_random_seed(0)
table = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
X = np.tile(table, (200, 1)).astype("float32")
y = np.logical_xor(X[:, 0], X[:, 1]).astype("float32")

model = keras.Sequential([
    keras.Input(shape=(2,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(X, y, epochs=15, batch_size=16, verbose=2)
print(table, model.predict(table.astype("float32"), verbose=0).round(2))
print("accuracy:", model.evaluate(table, np.array([0, 1, 1, 0]), verbose=0)[1])
