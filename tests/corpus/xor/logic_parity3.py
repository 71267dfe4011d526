# three-bit parity ("XOR of three"), output is 1 when an odd number of inputs is 1
# exercise 4b
from __future__ import print_function
import itertools
import numpy as np
import keras
from keras import layers

bits = np.array(list(itertools.product([0, 1], repeat=3)), dtype='float32')
parity = (bits.sum(axis=1) % 2).reshape(-1, 1)

print(bits.shape, parity.shape)


def endless():
    # keras wants a generator that never stops
    while True:
        order = np.random.permutation(len(bits))
        yield bits[order], parity[order]


net = keras.models.Sequential([
    layers.Dense(12, activation='tanh', input_shape=(3,)),
    layers.Dense(12, activation='tanh'),
    layers.Dense(1, activation='sigmoid'),
])
net.compile('adam', 'binary_crossentropy', metrics=['accuracy'])

h = net.fit(endless(), steps_per_epoch=10, epochs=60, verbose=2)

out = net.predict(bits)
for row, p, o in zip(bits.astype(int), parity, out):
    print(row, int(p[0]), '%.3f' % o[0])
print('wrong answers:', int(np.sum((out > .5) != (parity > .5))))
