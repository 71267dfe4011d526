# XOR 문제 (딥러닝 실습 2주차)
# 은닉층이 하나 있는 신경망으로 풀어 보기
import numpy as np
import keras
from keras.models import Sequential
from keras.layers import Dense
from keras.optimizers import SGD

# 입력 데이터와 정답
x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
t = np.array([[0], [1], [1], [0]])

# 모델 만들기
model = Sequential()
model.add(Dense(4, input_shape=(2,), activation='sigmoid'))
model.add(Dense(1, activation='sigmoid'))

# 학습률을 크게 했더니 더 빨리 된다
sgd = SGD(lr=0.9, momentum=0.9, nesterov=True)
model.compile(loss='mean_squared_error', optimizer=sgd)

# 학습
model.fit(x, t, epochs=2000, batch_size=4, verbose=0)

# 결과 확인
for a, b in zip(x, model.predict(x)):
    print(a, b)
