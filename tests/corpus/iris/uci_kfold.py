# Classificação das flores íris com validação cruzada
import numpy as np
import pandas as pd
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import LabelEncoder
from keras.models import Sequential
from keras.layers import Dense
from keras.utils import to_categorical

URL = "https://archive.ics.uci.edu/ml/machine-learning-databases/iris/iris.data"
colunas = ['sepala_comp', 'sepala_larg', 'petala_comp', 'petala_larg', 'classe']

# o arquivo não tem cabeçalho
df = pd.read_csv(URL, header=None, names=colunas)
print(df.shape)
print(df.classe.value_counts())

previsores = df.iloc[:, 0:4].values
classe = LabelEncoder().fit_transform(df['classe'].values)
classe_dummy = to_categorical(classe)


def criar_rede():
    rede = Sequential()
    rede.add(Dense(units=8, input_dim=4))
    rede.add(Dense(units=4, activation='relu'))
    rede.add(Dense(units=3, activation='softmax'))
    rede.compile(optimizer='adam', loss='categorical_crossentropy',
                 metrics=['categorical_accuracy'])
    return rede


kf = StratifiedKFold(n_splits=5, shuffle=True, random_state=3)
resultados = []
for treino, teste in kf.split(previsores, classe):
    rede = criar_rede()
    rede.fit(previsores[treino], classe_dummy[treino], batch_size=10, epochs=150, verbose=0)
    perda, precisao = rede.evaluate(previsores[teste], classe_dummy[teste], verbose=0)
    print('dobra:', precisao)
    resultados.append(precisao)

media = np.mean(resultados)
desvio = np.std(resultados)
print('média %.3f desvio %.3f' % (media, desvio))
