# old lecture code, changed so that it starts again
import numpy as np
from keras.models import Sequential
from keras.layers import Conv2D, Dropout, Dense, Flatten
from keras.datasets import mnist
from keras.utils import to_categorical

(img, lab), (timg, tlab) = mnist.load_data()
img = img.reshape(60000, 28, 28, 1) / 255
timg = timg.reshape(10000, 28, 28, 1) / 255

model = Sequential()
model.add(Conv2D(32, 3, 3, activation='relu', input_shape=(28, 28, 1)))
model.add(Conv2D(32, 3, 3, activation='relu'))
model.add(Dropout(0.25))
model.add(Flatten())
model.add(Dense(64, activation='relu'))
model.add(Dropout(0.5))
model.add(Dense(10, activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])

model.fit(img, to_categorical(lab), batch_size=32, epochs=5, verbose=1)

good = model.predict_classes(timg) == tlab
print(sum(good), 'of', len(tlab))
