import pandas as pd
import numpy as np
from tensorflow import keras
from sklearn.model_selection import train_test_split

# 붓꽃 데이터 불러오기
df = pd.read_csv('iris.csv')
df.columns = ['sl', 'sw', 'pl', 'pw', 'kind']

# 품종 이름을 번호로 바꾸기
df['kind'] = df['kind'].astype('category').cat.codes.astype('int32')

train, test = train_test_split(df, test_size=0.2, random_state=2)
x_train, y_train = train.drop(columns='kind'), train['kind']
x_test, y_test = test.drop(columns='kind'), test['kind']

# 층 세 개짜리 모델
model = keras.Sequential()
model.add(keras.layers.Dense(12, activation='relu'))
model.add(keras.layers.Dense(12, activation='relu'))
model.add(keras.layers.Dense(3, activation='softmax'))
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])

# 학습
model.fit(x_train, y_train, epochs=80, batch_size=12, verbose=0, validation_data=(x_test, y_test))

# 평가: numpy 배열로 바꿔서 다시 확인
x_all = df.drop(columns='kind').to_numpy()
y_all = df['kind'].to_numpy()
print('test :', model.evaluate(x_test.to_numpy(), y_test.to_numpy(), verbose=0))
print('all  :', model.evaluate(x_all, y_all, verbose=0))
