#!/usr/bin/env python
# my first neural network!! 12/2015
import numpy as np

from keras.models import Sequential
from keras.layers.core import Dense, Dropout, Activation
from keras.optimizers import SGD

X = np.zeros((4, 2), dtype='uint8')
y = np.zeros(4, dtype='uint8')
X[1] = [0, 1]
X[2] = [1, 0]
X[3] = [1, 1]
y[1] = y[2] = 1

model = Sequential()
model.add(Dense(output_dim=10, input_dim=2, init='uniform'))
model.add(Activation('tanh'))
model.add(Dropout(0.1))
model.add(Dense(output_dim=1, init='uniform'))
model.add(Activation('sigmoid'))

sgd = SGD(lr=0.1, decay=1e-6, momentum=0.9, nesterov=True)
model.compile(loss='binary_crossentropy', optimizer=sgd, class_mode="binary")

history = model.fit(X, y, nb_epoch=3000, batch_size=4, show_accuracy=True, verbose=0)

print(model.predict_proba(X))
