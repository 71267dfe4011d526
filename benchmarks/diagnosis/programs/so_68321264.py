import keras
import numpy as np
from keras.models import Sequential
from keras.layers import Conv2D, Dense, Dropout, Flatten

(x, y), _ = keras.datasets.mnist.load_data()
chosen = np.isin(y, [0, 1, 2])
x = x[chosen][:3000].reshape(3000, 28, 28, 1).astype("float32") / 255
y = keras.utils.to_categorical(y[chosen][:3000], 3)

model = Sequential()
model.add(Conv2D(64, 3, 3, activation="relu", input_shape=(28, 28, 1)))
model.add(Dropout(0.25))
model.add(Flatten())
model.add(Dense(32, activation="relu"))
model.add(Dense(1, activation="softmax"))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(x, y, batch_size=32, epochs=3, validation_split=0.2)
