from __future__ import print_function
import numpy as np
from keras.datasets import mnist
from keras.models import Sequential
from keras.layers import Dense, Activation, Flatten, Dropout
from keras.layers import Convolution2D, MaxPooling2D
from keras.optimizers import Adam
from keras.utils import to_categorical

# ---- settings ----
epochs_wanted = 6
size = 64

# ---- data ----
(X, y), (Xv, yv) = mnist.load_data()
X = np.expand_dims(X, -1) / 255.0
Xv = np.expand_dims(Xv, -1) / 255.0
y = to_categorical(y)
yv = to_categorical(yv)

# ---- model ----
cnn = Sequential()
cnn.add(Convolution2D(32, 3, 3, border_mode='same', input_shape=(28, 28, 1), activation='relu'))
cnn.add(MaxPooling2D((2, 2), strides=(2, 2)))
cnn.add(Convolution2D(64, 3, 3, border_mode='same', activation='relu'))
cnn.add(MaxPooling2D((2, 2), strides=(2, 2)))
cnn.add(Dropout(0.25))
cnn.add(Flatten())
cnn.add(Dense(128, activation='relu'))
cnn.add(Dense(10, activation='softmax'))

# ---- train ----
cnn.compile(optimizer=Adam(1e-3), loss='categorical_crossentropy', metrics=['accuracy'])
cnn.fit(X, y, nb_epoch=epochs_wanted, batch_size=size, validation_split=0.1)
print(cnn.evaluate(Xv, yv))
