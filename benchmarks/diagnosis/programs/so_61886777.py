import numpy as np
from keras.datasets import mnist
from keras.layers import Activation, AveragePooling2D, Conv2D, Dense, Flatten
from keras.models import Sequential
from keras.utils import to_categorical

(X_train, y_train), (X_test, y_test) = mnist.load_data()
X_train, y_train = X_train[y_train > 6][:3600], y_train[y_train > 6][:3600] - 7
X_test, y_test = X_test[y_test > 6], y_test[y_test > 6] - 7
X_train = X_train.reshape(X_train.shape[0], 28, 28, 1).astype("float32") / 255.0
X_test = X_test.reshape(X_test.shape[0], 28, 28, 1).astype("float32") / 255.0
y_train, y_test = to_categorical(y_train), to_categorical(y_test)

model = Sequential()
model.add(Conv2D(12, (5, 5), input_shape=(28, 28, 1)))
model.add(Activation("relu"))
model.add(AveragePooling2D(pool_size=(2, 2)))
model.add(Flatten())
model.add(Dense(24))
model.add(Activation("relu"))
model.add(Dense(3))
model.add(Activation("sigmoid"))
model.compile(loss="categorical_crossentropy", optimizer="rmsprop", metrics=["accuracy"])
model.fit(X_train, y_train, batch_size=32, epochs=4, validation_data=(X_test, y_test), verbose=2)
print(model.predict(X_test[:4], verbose=0).argmax(axis=1) + 7, np.argmax(y_test[:4], axis=1) + 7)
