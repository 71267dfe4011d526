import keras
import numpy as np

INPUTS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype="float32")
GATES = {"OR": [0, 1, 1, 1], "NAND": [1, 1, 1, 0]}

for name, truth in GATES.items():
    keras.utils.set_random_seed(6)
    truth = np.array(truth, dtype="float32")
    model = keras.Sequential()
    model.add(keras.Input(shape=(2,)))
    model.add(keras.layers.Dense(4, activation="relu"))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer=keras.optimizers.Adam(0.1), loss="mse", metrics=["binary_accuracy"])
    model.fit(INPUTS, truth, epochs=100, verbose=0)
    print(name, model.evaluate(INPUTS, truth, verbose=0))
