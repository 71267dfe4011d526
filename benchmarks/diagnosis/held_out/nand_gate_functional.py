import numpy as np
from tensorflow.keras.layers import Input, Dense
from tensorflow.keras.models import Model
from tensorflow.keras.optimizers import RMSprop

inputs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype="float32")
targets = np.array([[1], [1], [1], [0]], dtype="float32")

inp = Input(shape=(2,))
h = Dense(6, activation="tanh")(inp)
out = Dense(1, activation="softmax")(h)
nand = Model(inp, out)
nand.compile(loss="mean_squared_error", optimizer=RMSprop(0.03), metrics=["accuracy"])
nand.fit(inputs, targets, epochs=100, verbose=0)
for row, p in zip(inputs, nand.predict(inputs, verbose=0)):
    print(row, "->", p)
print("score", nand.evaluate(inputs, targets, verbose=0))
