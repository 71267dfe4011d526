import numpy as np
from keras.models import Sequential
from keras.layers import Dense

training_inputs = np.array([[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]])
training_outputs = np.array([[0], [1], [1], [0]])

network = Sequential()
network.add(Dense(training_inputs[0]))
network.add(Dense(1, activation="sigmoid"))
network.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
network.fit(training_inputs, training_outputs, epochs=100, verbose=0)
print(network.predict(np.array([[1, 0, 0]])))
