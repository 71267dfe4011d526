# XOR
# keep training until the loss is small enough, because sometimes it gets stuck :(
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

inputs = np.array([[0,0],[0,1],[1,0],[1,1]], "float32")
labels = np.array([[0],[1],[1],[0]], "float32")

xor_model = keras.Sequential()
xor_model.add(layers.Dense(8, activation="tanh", input_dim=2))
xor_model.add(layers.Dense(1, activation="sigmoid"))
xor_model.compile(loss="mse", optimizer=keras.optimizers.Adam(learning_rate=0.02))

GOAL = 0.01
rounds = 0
while True:
    hist = xor_model.fit(inputs, labels, epochs=100, verbose=0)
    rounds += 1
    loss = hist.history["loss"][-1]
    print("round", rounds, "loss", loss)
    if loss < GOAL:
        break

print("done after", rounds * 100, "epochs")
for i in range(len(inputs)):
    print(inputs[i], "=", xor_model.predict(inputs[i:i+1], verbose=0)[0][0])
