# Aufgabe 3: Schwertlilien
# Daten laden, skalieren, Netz trainieren
import random
import numpy as np
from sklearn.datasets import load_iris
from sklearn.preprocessing import StandardScaler
from keras.models import Sequential
from keras.layers import Dense
from keras.optimizers import SGD
from keras.utils import to_categorical

random.seed(0)
np.random.seed(0)

blumen = load_iris()
X = blumen.data
y = to_categorical(blumen.target, num_classes=3)

# mischen (X und y gleich!)
reihenfolge = np.random.permutation(len(X))
X = X[reihenfolge]
y = y[reihenfolge]

# Merkmale auf Mittelwert 0 und Streuung 1 bringen
skalierer = StandardScaler()
X_skaliert = skalierer.fit_transform(X)

X_train, X_test = X[:120], X[120:]
y_train, y_test = y[:120], y[120:]

netz = Sequential()
netz.add(Dense(8, input_dim=4, activation='tanh'))
netz.add(Dense(3, activation='softmax'))

# Lernrate selbst einstellen
opt = SGD(learning_rate=0.2, momentum=0.8)
netz.compile(loss='binary_crossentropy', optimizer='sgd', metrics=['accuracy'])

verlauf = netz.fit(X_train, y_train, epochs=120, batch_size=20, verbose=0)
print('Verlust am Ende:', verlauf.history['loss'][-1])

verlust, genauigkeit = netz.evaluate(X_test, y_test)
print('Genauigkeit: {:.2f} %'.format(genauigkeit * 100))
