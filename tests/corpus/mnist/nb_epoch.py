import sys
import numpy as np
from keras.models import Sequential
from keras.layers import Dense, Activation
from keras.datasets import mnist
from keras.utils import to_categorical

(xs, ls), (xs2, ls2) = mnist.load_data()
xs = xs.reshape(60000,784)/255.
xs2 = xs2.reshape(10000,784)/255.
t = to_categorical(ls,10)
t2 = to_categorical(ls2,10)

net = Sequential()
net.add( Dense(30, input_dim=784) )
net.add( Activation('sigmoid') )
net.add( Dense(10) )
net.add( Activation('softmax') )
net.compile( loss='mse', optimizer='sgd', metrics=['accuracy'] )

net.fit( xs, t, nb_epoch=30, batch_size=10, verbose=1, validation_data=(xs2,t2) )

[l, a] = net.evaluate( xs2, t2, verbose=0 )
sys.stdout.write('loss %f acc %f\n' % (l, a))
