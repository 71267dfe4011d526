# -*- coding: utf-8 -*-
"""
El yazısı rakam tanıma - Yapay Sinir Ağları dersi, 2. ödev
Öğrenci: (boş)
"""
import numpy as np
import matplotlib.pyplot as plt
from keras.models import Sequential
from keras.layers import Dense, Dropout, Activation
from keras.datasets import mnist
from keras.utils import np_utils

# veri setini yükle
(egitim_x, egitim_y), (test_x, test_y) = mnist.load_data()
print('eğitim verisi:', egitim_x.shape)

# ilk resme bakalım
plt.imshow(egitim_x[0], cmap='gray')
plt.title('etiket: %d' % egitim_y[0])
plt.show()

# 28x28 -> 784, sonra 0-1 arasına çek
egitim_x = egitim_x.reshape(60000, 784).astype('float32') / 255
test_x = test_x.reshape(10000, 784).astype('float32') / 255

egitim_y = np_utils.to_categorical(egitim_y, 10)
test_y = np_utils.to_categorical(test_y, 10)

# ağı kur
ag = Sequential()
ag.add(Dense(300, input_dim=784))
ag.add(Activation('relu'))
ag.add(Dropout(0.3))
ag.add(Dense(10))
ag.add(Activation('softmax'))
ag.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])

# eğit
sonuc = ag.fit(egitim_x, egitim_y, epochs=8, batch_size=100, validation_data=(test_x, test_y))

# çiz
plt.plot(sonuc.history['acc'], label='eğitim')
plt.plot(sonuc.history['val_acc'], label='test')
plt.legend()
plt.show()

skor = ag.evaluate(test_x, test_y)
print('Test doğruluğu: ', skor[1])
