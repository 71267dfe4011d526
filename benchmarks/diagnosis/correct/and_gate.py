# AND needs no hidden layer: one line parts the points
import numpy as np
import keras

keras.utils.set_random_seed(0)
x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype="float32")
y = np.array([[0], [0], [0], [1]], dtype="float32")

perceptron = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="sigmoid")])
perceptron.compile(optimizer=keras.optimizers.SGD(1.0), loss="binary_crossentropy", metrics=["binary_accuracy"])
perceptron.fit(x, y, epochs=200, batch_size=4, verbose=0)
print(perceptron.predict(x, verbose=0))
print("accuracy", perceptron.evaluate(x, y, verbose=0)[1])
print("weights", perceptron.get_weights())
