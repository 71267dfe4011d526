from keras.datasets import mnist
from keras.models import Sequential
from keras.layers import Dense, Activation
from keras.utils import np_utils
from keras.optimizers import SGD
import time

t0 = time.time()
(X, y), (Xtest, ytest) = mnist.load_data()
X = X.reshape(60000, 784).astype("float32") / 255
Xtest = Xtest.reshape(10000, 784).astype("float32") / 255
Y = np_utils.to_categorical(y, 10)
Ytest = np_utils.to_categorical(ytest, 10)
print X.shape, "train"
print Xtest.shape, "test"

model = Sequential()
model.add(Dense(input_dim=784, output_dim=500))
model.add(Activation("tanh"))
model.add(Dense(output_dim=10))
model.add(Activation("softmax"))
model.compile(loss="categorical_crossentropy", optimizer=SGD(lr=0.05))
model.fit(X, Y, nb_epoch=5, batch_size=64)
print "seconds:", time.time() - t0
