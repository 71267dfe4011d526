# coding: utf-8
# CNN on MNIST, GTX 960, about 1 minute per epoch
import numpy
numpy.random.seed(42)
from keras.datasets import mnist
from keras.models import Sequential
from keras.layers.core import Dense, Dropout, Activation, Flatten
from keras.layers.convolutional import Convolution2D, MaxPooling2D
from keras.utils import np_utils

nb_filters = 28
pool = 2
kern = 4

(Xa, Ya), (Xb, Yb) = mnist.load_data()
Xa = Xa.reshape(Xa.shape[0], 28, 28, 1).astype('float32') / 255
Xb = Xb.reshape(Xb.shape[0], 28, 28, 1).astype('float32') / 255
Ya = np_utils.to_categorical(Ya, 10)
Yb = np_utils.to_categorical(Yb, 10)

m = Sequential()
m.add(Convolution2D(nb_filters, kern, kern, border_mode='valid', input_shape=(28, 28, 1)))
m.add(Activation('relu'))
m.add(MaxPooling2D(pool_size=(pool, pool)))
m.add(Dropout(0.2))
m.add(Flatten())
m.add(Dense(100))
m.add(Activation('relu'))
m.add(Dropout(0.4))
m.add(Dense(10))
m.add(Activation('softmax'))

m.compile(loss='categorical_crossentropy', optimizer='adadelta')
m.fit(Xa, Ya, batch_size=128, nb_epoch=10, show_accuracy=True, verbose=1, validation_data=(Xb, Yb))
res = m.evaluate(Xb, Yb, show_accuracy=True, verbose=0)
print('score', res[0], 'acc', res[1])
