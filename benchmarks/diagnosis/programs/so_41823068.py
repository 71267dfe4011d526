import numpy as np
import keras
from keras.layers import Dense

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
small = y_train < 5
small_test = y_test < 5
x_train = x_train[small][:5000].reshape(5000, -1).astype("float32") / 255
y_train = keras.utils.to_categorical(y_train[small][:5000], num_classes=5)
x_test = x_test[small_test].reshape(-1, 784).astype("float32") / 255
y_test = keras.utils.to_categorical(y_test[small_test], num_classes=5)

model = keras.models.Sequential()
model.add(keras.Input(shape=(784,)))
model.add(Dense(64, activation="relu"))
model.add(Dense(5, activation="sigmoid"))
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=5, batch_size=32, verbose=2)
print(model.evaluate(x_test, y_test, verbose=0))
print(np.argmax(model.predict(x_test[:10], verbose=0), axis=1))
