from mnist import MNIST
import numpy as np
from keras.models import Sequential
from keras.layers import Dense
from keras.utils import to_categorical

mndata = MNIST('./data')
images, labels = mndata.load_training()
X = np.array(images) / 255
Y = to_categorical(np.array(labels))

net = Sequential()
net.add(Dense(100, activation='relu', input_dim=784))
net.add(Dense(10, activation='softmax'))
net.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
net.fit(X, Y, epochs=10, batch_size=50)

ti, tl = mndata.load_testing()
print(net.evaluate(np.array(ti) / 255, to_categorical(np.array(tl))))
