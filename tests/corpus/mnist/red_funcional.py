# -*- coding: utf-8 -*-
# Práctica 3: reconocer dígitos escritos a mano con la API funcional
import numpy as np
from keras.models import Model
from keras.layers import Input, Dense, BatchNormalization, Activation
from keras.datasets import mnist
from keras.utils import to_categorical

# cargamos los datos
(imagenes, etiquetas), (imagenes_prueba, etiquetas_prueba) = mnist.load_data()

# de 28x28 a un vector de 784 números
imagenes = imagenes.reshape((60000, 28 * 28)).astype('float32') / 255.
imagenes_prueba = imagenes_prueba.reshape((10000, 28 * 28)).astype('float32') / 255.

etiquetas = to_categorical(etiquetas)
etiquetas_prueba = to_categorical(etiquetas_prueba)

# la red: dos capas ocultas con normalización
entrada = Input(shape=(784,), name='pixeles')
h = Dense(256)(entrada)
h = BatchNormalization()(h)
h = Activation('relu')(h)
h = Dense(64, activation='tanh')(h)
salida = Dense(10, activation='softmax', name='digito')(h)

modelo = Model(inputs=entrada, outputs=salida)
modelo.compile(optimizer='adadelta', loss='categorical_crossentropy', metrics=['accuracy'])

# el 10 % se guarda para validar
historia = modelo.fit(imagenes, etiquetas, epochs=15, batch_size=256, validation_split=0.1)

perdida, exactitud = modelo.evaluate(imagenes_prueba, etiquetas_prueba)
print('Exactitud en la prueba: ', exactitud)

# guardar todo para no entrenar otra vez mañana
with open('modelo.json', 'w') as f:
    f.write(modelo.to_json())
modelo.save_weights('pesos.h5')
print('Guardado!')
