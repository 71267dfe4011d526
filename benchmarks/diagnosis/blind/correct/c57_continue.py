import keras
import matplotlib.pyplot as plt
from sklearn.datasets import make_blobs

X, y = make_blobs(n_samples=1000, centers=3, n_features=2, cluster_std=2, random_state=2)
X = X / 10.0
Y = keras.utils.to_categorical(y)
trainX, testX, trainY, testY = X[:600], X[600:], Y[:600], Y[600:]

model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(50, activation='relu'),
                          keras.layers.Dense(3, activation='softmax')])
model.compile(loss='categorical_crossentropy', optimizer=keras.optimizers.SGD(0.1, momentum=0.9),
              metrics=['accuracy'])
first = model.fit(trainX, trainY, epochs=15, verbose=0)
model.optimizer.learning_rate.assign(0.01)       # and now with smaller steps
second = model.fit(trainX, trainY, initial_epoch=15, epochs=30, verbose=0)
plt.plot(first.history['loss'] + second.history['loss'])
plt.show()
print(model.evaluate(testX, testY, verbose=0))
