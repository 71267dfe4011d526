import numpy as np
from keras import Input, Sequential
from keras.datasets import mnist
from keras.layers import Conv2D, Dense, Flatten, MaxPooling2D

(X, y), (X_test, y_test) = mnist.load_data()
X, y = X[y < 4][:4000], y[y < 4][:4000]
X_test, y_test = X_test[y_test < 4], y_test[y_test < 4]
X = np.expand_dims(X, -1) / 255.0
X_test = np.expand_dims(X_test, -1) / 255.0
print("labels:", np.unique(y))

model = Sequential()
model.add(Input((28, 28, 1)))
model.add(Conv2D(8, (3, 3), activation="relu"))
model.add(MaxPooling2D())
model.add(Flatten())
model.add(Dense(32, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(X, y, epochs=4, batch_size=32, verbose=2)
print(model.evaluate(X_test, y_test, verbose=0))
