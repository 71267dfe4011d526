import tensorflow as tf
from tensorflow.keras.layers import Conv2D, Dense, Flatten, Activation, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.datasets import mnist
from tensorflow.keras.utils import to_categorical

(X_train, y_train), (X_test, y_test) = mnist.load_data()
# only 3000 pictures, my laptop is slow
X_train = X_train[:3000].reshape(-1, 28, 28, 1).astype("float32") / 255
X_test = X_test[:1000].reshape(-1, 28, 28, 1).astype("float32") / 255
Y_train, Y_test = to_categorical(y_train[:3000], 10), to_categorical(y_test[:1000], 10)

model = Sequential()
model.add(Input(shape=(28, 28, 1)))
model.add(Conv2D(8, 3, 3))
model.add(Activation("relu"))
model.add(Conv2D(8, 3, 3))
model.add(Activation("relu"))
model.add(Flatten())
model.add(Dense(10))
model.add(Activation("softmax"))
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(X_train, Y_train, batch_size=32, epochs=3, verbose=0)
print("accuracy:", model.evaluate(X_test, Y_test, verbose=0)[1])
