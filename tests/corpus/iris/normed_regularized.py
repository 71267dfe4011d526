'''Iris flowers with batch normalization and weight decay.
Gets to about 95% after 50 epochs.
'''
from __future__ import absolute_import
from __future__ import print_function

from keras.models import Sequential
from keras.layers.core import Dense, Dropout, Activation
from keras.layers.normalization import BatchNormalization
from keras.regularizers import l2
from sklearn.cross_validation import train_test_split
from sklearn.datasets import load_iris
import numpy as np

batch_size = 16
nb_classes = 3
nb_epoch = 50

d = load_iris()
Y = np.eye(nb_classes)[d.target]
X_train, X_test, Y_train, Y_test = train_test_split(d.data, Y, test_size=0.33)
print(X_train.shape[0], 'train samples')
print(X_test.shape[0], 'test samples')

model = Sequential()
model.add(Dense(32, input_shape=(4,), W_regularizer=l2(0.01)))
model.add(BatchNormalization())
model.add(Activation('relu'))
model.add(Dropout(0.5))
model.add(Dense(nb_classes, W_regularizer=l2(0.01)))
model.add(Activation('softmax'))

model.compile(loss='categorical_crossentropy', optimizer='adadelta', metrics=['accuracy'])
model.fit(X_train, Y_train, batch_size=batch_size, nb_epoch=nb_epoch,
          verbose=1, validation_data=(X_test, Y_test))
score = model.evaluate(X_test, Y_test, verbose=0)
print('Test score:', score[0])
print('Test accuracy:', score[1])
