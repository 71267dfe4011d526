# coding: utf-8
# 异或问题 —— 用 train_on_batch 一步一步训练
import numpy as np
import matplotlib.pyplot as plt
from keras.models import Sequential
from keras.layers import Dense, Activation

# 数据：四个点
x_data = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y_data = np.array([[0], [1], [1], [0]])

model = Sequential()
# 隐藏层 2 -> 5
model.add(Dense(units=5, input_dim=2, kernel_initializer='zeros'))   # 权值从零开始
model.add(Activation('tanh'))
# 输出层 5 -> 1
model.add(Dense(units=1, kernel_initializer='zeros'))
model.add(Activation('sigmoid'))

model.compile(optimizer='sgd', loss='mse')

costs = []
for step in range(20000):
    # 每次训练一个批次
    cost = model.train_on_batch(x_data, y_data)
    if step % 1000 == 0:
        print('step', step, 'cost:', cost)
        costs.append(cost)

# 打印权值和偏置值
W, b = model.layers[0].get_weights()
print('W:', W, 'b:', b)

y_pred = model.predict(x_data)
print(y_pred)

plt.plot(costs)
plt.xlabel('x1000')
plt.show()
