import numpy as np
from sklearn.preprocessing import MinMaxScaler
from keras.datasets import mnist
from keras.models import Sequential
from keras.layers import Dense
from keras.utils import to_categorical
import matplotlib.pyplot as plt

(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train = x_train.reshape(60000, 784)
x_test = x_test.reshape(10000, 784)

# scale between 0 and 1
scaler = MinMaxScaler()
x_train_scaled = scaler.fit_transform(x_train)
x_test_scaled = scaler.transform(x_test)

y_train = to_categorical(y_train)
y_test = to_categorical(y_test)

model = Sequential()
model.add(Dense(64, activation='relu', input_dim=784))
model.add(Dense(64, activation='relu'))
model.add(Dense(10, activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])

history = model.fit(x_train, y_train, validation_data=(x_test, y_test), epochs=15, batch_size=64)

# curves
epochs = range(1, 16)
plt.figure()
plt.plot(epochs, history.history['loss'], 'b', label='training loss')
plt.plot(epochs, history.history['val_loss'], 'r', label='test loss')
plt.legend()
plt.figure()
plt.plot(epochs, history.history['acc'], 'b', label='training accuracy')
plt.plot(epochs, history.history['val_acc'], 'r', label='test accuracy')
plt.legend()
plt.show()
