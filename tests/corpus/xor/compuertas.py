"""Práctica 2: las tres compuertas lógicas con la misma función.

Primero AND, después OR y al final XOR (la difícil).
"""
import os
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'   # para que no salgan tantos avisos

import numpy as np
import tensorflow as tf
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense

tf.random.set_seed(5)

entradas = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]).astype('float32')
salida_and = np.array([0, 0, 0, 1])
salida_or = np.array([0, 1, 1, 1])
salida_xor = np.array([0, 1, 1, 0])


def probar(nombre, red, esperado):
    salida = red.predict(entradas, verbose=0)
    print("-----", nombre, "-----")
    for i in range(4):
        print(entradas[i], esperado[i], salida[i])
    print("aciertos:", np.mean((salida > 0.5) == esperado))


# ---------- AND ----------
# aquí basta con una neurona
modelo = Sequential()
modelo.add(Dense(1, input_shape=(2,), activation='sigmoid'))
modelo.compile(loss='binary_crossentropy', optimizer='sgd', metrics=['accuracy'])
modelo.fit(entradas, salida_and, epochs=200, verbose=0)
probar("AND", modelo, salida_and)

# ---------- OR ----------
modelo = Sequential()
modelo.add(Dense(1, input_shape=(2,), activation='sigmoid'))
modelo.compile(loss='binary_crossentropy', optimizer='sgd', metrics=['accuracy'])
modelo.fit(entradas, salida_or, epochs=200, verbose=0)
probar("OR", modelo, salida_or)

# ---------- XOR ----------
# con una sola neurona no sale, el profe dijo que hace falta una capa oculta
modelo = Sequential()
modelo.add(Dense(10, input_shape=(2,), activation='relu'))
modelo.add(Dense(1, activation='sigmoid'))
modelo.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
modelo.fit(entradas, salida_xor, epochs=600, batch_size=1, verbose=0)
probar("XOR", modelo, salida_xor)
