import numpy as np
np.random.seed(1337)

from keras.models import Sequential
from keras.layers import Dense

'''
    x1 x2 | y
    0  0  | 0
    0  1  | 1
    1  0  | 1
    1  1  | 0
'''
train_x = np.asarray([[0, 0], [0, 1], [1, 0], [1, 1]])
train_y = np.asarray([0, 1, 1, 0])

def make_net(hidden_units, act):
    net = Sequential()
    net.add(Dense(hidden_units, kernel_initializer='glorot_normal', activation=act, input_dim=2))
    net.add(Dense(hidden_units // 2, activation=act))
    net.add(Dense(1, kernel_initializer='normal', activation='sigmoid'))
    net.compile(loss='binary_crossentropy', optimizer='nadam', metrics=['accuracy'])
    return net

def main():
    net = make_net(16, 'relu')
    net.fit(train_x, train_y, epochs=250, batch_size=4, verbose=0, shuffle=True)
    print(net.evaluate(train_x, train_y, verbose=0))
    print(net.predict_classes(train_x))
    print(net.predict_proba(train_x))

main()
