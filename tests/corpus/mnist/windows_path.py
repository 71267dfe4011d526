from keras.datasets import mnist
from keras.models import Sequential
from keras.layers import Dense
from keras.utils import to_categorical
import matplotlib.image as mpimg
import matplotlib.pyplot as plt
import numpy as np

(x_train, y_train), (x_test, y_test) = mnist.load_data()

image_size = x_train.shape[1] * x_train.shape[2]
x_train = x_train.reshape(x_train.shape[0], image_size) / 255
x_test = x_test.reshape(x_test.shape[0], image_size) / 255
y_train = to_categorical(y_train)
y_test = to_categorical(y_test)

model = Sequential()
model.add(Dense(image_size, activation='relu', kernel_initializer='normal', input_dim=image_size))
model.add(Dense(10, activation='softmax', kernel_initializer='normal'))
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(x_train, y_train, validation_data=(x_test, y_test), epochs=10, batch_size=200, verbose=2)

# my own seven, drawn in paint
img = mpimg.imread('C:\\Users\\Marta\\Desktop\\deep learning\\seven.png')
plt.imshow(img)
img = img[:, :, 0].reshape(1, image_size)
print('prediction:', np.argmax(model.predict(img)))
