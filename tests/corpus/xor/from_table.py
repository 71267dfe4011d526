# Tabela verdade do XOR lida de um arquivo
import pandas as pd
from keras.models import Sequential
from keras.layers import Dense

# o arquivo tem as colunas a, b e saida
tabela = pd.read_csv('dados/tabela_xor.csv', sep=';')
print(tabela.head())

X = tabela[['a', 'b']].values
y = tabela['saida'].values

# rede neural com uma camada escondida
rede = Sequential()
rede.add(Dense(units=6, activation='relu', input_dim=2))
rede.add(Dense(units=1, activation='sigmoid'))
rede.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])
rede.fit(X, y, batch_size=2, epochs=800)

previsoes = rede.predict(X)
previsoes = (previsoes > 0.5)
print(previsoes)
