import numpy as np
from keras import Input, Sequential
from keras.layers import Dense

# can a network copy eight bits?
np.random.seed(6)
bits = np.random.randint(0, 2, size=(2000, 8)).astype("float32")
wanted = bits.copy()

np.random.shuffle(bits)
np.random.shuffle(wanted)

model = Sequential()
model.add(Input(shape=(8,)))
model.add(Dense(32, activation="tanh"))
model.add(Dense(8, activation="sigmoid"))
model.compile(optimizer="adam", loss="mse", metrics=["binary_accuracy"])
model.fit(bits[:1600], wanted[:1600], epochs=15, batch_size=16, verbose=2)
print(model.evaluate(bits[1600:], wanted[1600:], verbose=0))
print(np.round(model.predict(bits[:3], verbose=0)))
