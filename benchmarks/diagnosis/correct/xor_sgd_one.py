# XOR with plain gradient descent, learning rate 1
import keras
import numpy as np

keras.utils.set_random_seed(7)
inputs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
targets = np.array([0, 1, 1, 0])

net = keras.Sequential([
    keras.layers.Input((2,)),
    keras.layers.Dense(16, activation="tanh"),
    keras.layers.Dense(1, activation="sigmoid"),
])
net.compile(optimizer=keras.optimizers.SGD(learning_rate=1.0), loss="binary_crossentropy", metrics=["accuracy"])
net.fit(inputs, targets, epochs=300, batch_size=4, verbose=0)
print("accuracy", net.evaluate(inputs, targets, verbose=0)[1])
for row, p in zip(inputs, net.predict(inputs, verbose=0).ravel()):
    print(row, "->", int(p > 0.5))
