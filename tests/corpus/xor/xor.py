#!/usr/bin/python2
import numpy as np
from keras.models import Sequential
from keras.layers import Dense, Activation

x = np.array([[0,0],[0,1],[1,0],[1,1]])
y = np.array([[0],[1],[1],[0]])

model = Sequential()
model.add(Dense(2, input_dim=2))
model.add(Activation('sigmoid'))
model.add(Dense(1))
model.add(Activation('sigmoid'))
model.compile(loss='mse', optimizer='adam')

print "training..."
for i in xrange(10):
	model.fit(x, y, nb_epoch=1000, verbose=0)
	print i, model.evaluate(x, y, verbose=0)

print model.predict(x)
