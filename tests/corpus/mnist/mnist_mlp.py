'''Handwritten digits with a plain feed forward net.
Gets about 98.3% on the test set after 20 epochs.
'''

from __future__ import print_function

import numpy as np
import keras
from keras.datasets import mnist
from keras.models import Sequential
from keras.layers import Dense, Dropout
from keras.optimizers import RMSprop

np.random.seed(1671)

BATCH = 128
N_CLASSES = 10
N_EPOCHS = 20

(X_train, y_train), (X_test, y_test) = mnist.load_data()

X_train = X_train.reshape(60000, 784)
X_test = X_test.reshape(10000, 784)
X_train = X_train.astype('float32')
X_test = X_test.astype('float32')
X_train /= 255
X_test /= 255
print(X_train.shape[0], 'pictures to learn from')
print(X_test.shape[0], 'pictures to check with')

Y_train = keras.utils.to_categorical(y_train, N_CLASSES)
Y_test = keras.utils.to_categorical(y_test, N_CLASSES)

net = Sequential()
net.add(Dense(400, activation='relu', input_shape=(784,)))
net.add(Dropout(0.25))
net.add(Dense(400, activation='relu'))
net.add(Dropout(0.25))
net.add(Dense(N_CLASSES, activation='softmax'))

net.summary()

net.compile(loss='categorical_crossentropy',
            optimizer=RMSprop(),
            metrics=['accuracy'])

log = net.fit(X_train, Y_train,
              batch_size=BATCH,
              epochs=N_EPOCHS,
              verbose=1,
              validation_data=(X_test, Y_test))
score = net.evaluate(X_test, Y_test, verbose=0)
print('loss on test pictures:', score[0])
print('accuracy on test pictures:', score[1])
