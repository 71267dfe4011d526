# Convolutional net for the digits, 2nd try
import keras
from keras.datasets import mnist
from keras.models import Sequential
from keras.layers import Dense, Flatten
from keras.layers import Conv2D, MaxPooling2D
from keras.utils import to_categorical
from keras import backend as K

rows, cols = 28, 28

(xtr, ytr), (xte, yte) = mnist.load_data()

# theano wants the colour first, tensorflow last
if K.image_data_format() == 'channels_first':
    xtr = xtr.reshape(xtr.shape[0], 1, rows, cols)
    xte = xte.reshape(xte.shape[0], 1, rows, cols)
    shape = (1, rows, cols)
else:
    xtr = xtr.reshape(xtr.shape[0], rows, cols, 1)
    xte = xte.reshape(xte.shape[0], rows, cols, 1)
    shape = (rows, cols, 1)

xtr = xtr.astype('float32') / 255
xte = xte.astype('float32') / 255

ytr = to_categorical(ytr, 10)
yte = to_categorical(yte, 10)

model = Sequential()
model.add(Conv2D(24, kernel_size=(5, 5), activation='relu', input_shape=shape))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Flatten())
model.add(Dense(100, activation='relu'))
model.add(Dense(10, activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])

#model.fit(xtr, ytr, batch_size=32, epochs=1)
model.fit(xtr, ytr, batch_size=200, epochs=12, verbose=2, validation_data=(xte, yte))

wrong = 1 - model.evaluate(xte, yte, verbose=0)[1]
print("wrong answers in percent:", round(wrong * 100, 2))
# how does it do on what it has seen?
p = model.predict(xtr)
print((p.argmax(axis=1) == ytr.argmax(axis=1)).mean())
