# xor with two output neurons (one for "no", one for "yes")
import numpy
from keras.models import Sequential
from keras.layers import Dense, Dropout
from keras.utils import np_utils

numpy.random.seed(7)

dataset = numpy.array([
    [0, 0, 0],
    [0, 1, 1],
    [1, 0, 1],
    [1, 1, 0],
])
X = dataset[:, 0:2]
Y = np_utils.to_categorical(dataset[:, 2])

model = Sequential()
model.add(Dense(8, input_dim=2, activation='relu'))
model.add(Dropout(0.2))
model.add(Dense(2, activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])

model.fit(X, Y, epochs=1000, batch_size=1, verbose=2)

scores = model.evaluate(X, Y)
print("%s: %.2f%%" % (model.metrics_names[1], scores[1] * 100))
