import itertools
import keras
import numpy as np

keras.utils.set_random_seed(31)
X = np.array(list(itertools.product([0, 1], repeat=3)), dtype="float32")
y = X.sum(axis=1) % 2

model = keras.Sequential([
    keras.Input(shape=(3,)),
    keras.layers.Dense(16, activation="tanh"),
    keras.layers.Dense(8, activation="tanh"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.05), metrics=["accuracy"])
model.fit(X, y, epochs=150, batch_size=8, verbose=0)
print("parity", (model.predict(X, verbose=0)[:, 0] > 0.5).astype(int), model.evaluate(X, y, verbose=0)[1])
