from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense
import numpy as np

print("*** XOR trainer v1.0 ***")
n_hidden = int(input("How many hidden neurons? "))
n_epochs = int(input("How many epochs? "))

data = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
target = np.array([[0], [1], [1], [0]])

m = Sequential([
    Dense(n_hidden, activation='tanh', input_shape=(2,)),
    Dense(1, activation='sigmoid'),
])
m.compile(optimizer='adam', loss='binary_crossentropy', metrics=['binary_accuracy'])
m.fit(data, target, epochs=n_epochs, verbose=0)

while True:
    a = input("first bit (q to quit): ")
    if a == 'q':
        break
    b = input("second bit: ")
    print("answer:", m.predict(np.array([[int(a), int(b)]]))[0, 0])
