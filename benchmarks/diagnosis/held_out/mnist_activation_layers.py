import numpy as np
from tensorflow.keras.datasets import mnist
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Flatten, Input, Activation

(X, Y), (Xt, Yt) = mnist.load_data()
X = X[:10000] / 255.0
Y = Y[:10000]
Xt, Yt = Xt[:2000] / 255.0, Yt[:2000]

model = Sequential()
model.add(Input((28, 28)))
model.add(Flatten())
model.add(Dense(100))
model.add(Activation("relu"))
model.add(Dense(10))
model.add(Activation("softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(X, Y, batch_size=5000, epochs=2, verbose=2)
print("Result on test images:", model.evaluate(Xt, Yt, verbose=0))
