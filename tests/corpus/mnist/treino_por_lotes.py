# Trabalho de Redes Neurais - turma B
# Treinamento com mini-lotes sorteados, sem usar o fit
import numpy as np
from keras.models import Sequential
from keras.layers import Dense, Activation
from keras.datasets import mnist
from keras.utils import to_categorical

PASSOS = 1500
LOTE = 100

(x_treino, y_treino), (x_teste, y_teste) = mnist.load_data()
x_treino = x_treino.reshape(len(x_treino), -1) / 255.
x_teste = x_teste.reshape(len(x_teste), -1) / 255.
y_treino = to_categorical(y_treino, num_classes=10)
y_teste = to_categorical(y_teste, num_classes=10)

rede = Sequential()
rede.add(Dense(64, input_dim=784))
rede.add(Activation('relu'))
rede.add(Dense(10))
rede.add(Activation('softmax'))
rede.compile(optimizer='sgd', loss='categorical_crossentropy', metrics=['accuracy'])

custos = []
for passo in range(PASSOS):
    # sorteia um lote
    idx = np.random.choice(len(x_treino), LOTE, replace=False)
    custo = rede.train_on_batch(x_treino[idx], y_treino[idx])
    custos.append(custo[0])
    if passo % 300 == 0:
        print('passo', passo, 'custo', custo[0], 'acerto', custo[1])

print('acerto no teste:', rede.evaluate(x_teste, y_teste, verbose=0)[1])
np.savetxt('custos.txt', custos)
