# digits with augmentation, so that crooked ones are read too
import numpy as np
import tensorflow as tf
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import *
from tensorflow.keras.preprocessing.image import ImageDataGenerator
from tensorflow.keras.utils import to_categorical

(tr_x, tr_y), (va_x, va_y) = tf.keras.datasets.mnist.load_data()
tr_x = tr_x.reshape(-1, 28, 28, 1).astype('float32') / 255
va_x = va_x.reshape(-1, 28, 28, 1).astype('float32') / 255
tr_y = to_categorical(tr_y)
va_y = to_categorical(va_y)

turn = ImageDataGenerator(rotation_range=12, zoom_range=0.1,
                          width_shift_range=0.1, height_shift_range=0.1)
turn.fit(tr_x)

model = Sequential([
    Conv2D(32, (3, 3), activation='relu', input_shape=(28, 28, 1)),
    BatchNormalization(),
    MaxPool2D(),
    Conv2D(64, (3, 3), activation='relu'),
    BatchNormalization(),
    MaxPool2D(),
    Flatten(),
    Dense(128, activation='relu'),
    Dropout(0.4),
    Dense(10, activation='softmax'),
])
model.compile(optimizer='rmsprop', loss='categorical_crossentropy', metrics=['accuracy'])

flow = turn.flow(tr_x, tr_y, batch_size=86)
hist = model.fit(flow, epochs=10, verbose=2, validation_data=(va_x, va_y))
print('final', hist.history['val_acc'][-1])
