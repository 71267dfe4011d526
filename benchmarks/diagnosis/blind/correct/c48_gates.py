# one neuron learns AND and OR
import numpy as np
from keras import Input, Sequential
from keras.layers import Dense
from keras.optimizers import SGD

x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
for name, y in {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1]}.items():
    neuron = Sequential([Input((2,)), Dense(1, activation="sigmoid")])
    neuron.compile(optimizer=SGD(learning_rate=10.0), loss="binary_crossentropy", metrics=["accuracy"])
    neuron.fit(x, np.array(y), epochs=30, verbose=0)
    print(name, neuron.predict(x, verbose=0).round().ravel(), neuron.get_weights())
