import numpy as np
import keras

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
y = np.array([0, 1, 1, 0], dtype=float)

perceptron = keras.Sequential()
perceptron.add(keras.layers.Input((2,)))
perceptron.add(keras.layers.Dense(1, activation="sigmoid"))
perceptron.compile(optimizer=keras.optimizers.Adam(learning_rate=0.1), loss="binary_crossentropy", metrics=["accuracy"])
perceptron.fit(X, y, epochs=100, verbose=0)

w, b = perceptron.layers[-1].get_weights()
print("weights", w.ravel(), "bias", b)
print(perceptron.predict(X, verbose=0).round(2).ravel())
print("loss, accuracy", perceptron.evaluate(X, y, verbose=0))
