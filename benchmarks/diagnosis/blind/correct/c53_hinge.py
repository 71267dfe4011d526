# a soft-margin classifier: labels -1/+1, tanh output, hinge loss
import numpy as np
from keras.layers import Dense, Input
from keras.models import Sequential
from keras.optimizers import SGD
from sklearn.datasets import make_circles

X, y = make_circles(n_samples=1000, noise=0.1, factor=0.4, random_state=1)
y[y == 0] = -1
trainX, testX, trainy, testy = X[:500], X[500:], y[:500], y[500:]

model = Sequential()
model.add(Input((2,)))
model.add(Dense(50, activation='relu', kernel_initializer='he_uniform'))
model.add(Dense(1, activation='tanh'))
model.compile(loss='hinge', optimizer=SGD(learning_rate=0.05, momentum=0.9))
model.fit(trainX, trainy, epochs=50, verbose=0)
for part, px, py in (("Train", trainX, trainy), ("Test", testX, testy)):
    print(part, np.mean(np.sign(model.predict(px, verbose=0)[:, 0]) == py))
