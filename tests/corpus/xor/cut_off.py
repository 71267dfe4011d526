import numpy as np
from keras.models import Sequential
from keras.layers.core import Dense

# the four different states of the XOR gate
a = np.array([[0,0],[0,1],[1,0],[1,1]], "float32")

# the four expected results in the same order
b = np.array([[0],[1],[1],[0]], "float32")

model = Sequential()
model.add(Dense(20, input_dim=2, activation='relu'))
model.add(Dense(1, activation='sigmoid'))

model.compile(loss='mean_squared_error',
              optimizer='adam',
              metrics=['binary_accuracy'])

model.fit(a, b, epochs=400, verbose=2

print(model.predict(a).round()
