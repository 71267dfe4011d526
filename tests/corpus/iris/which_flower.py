# 鸢尾花分类
import numpy as np
import tensorflow as tf
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense
from sklearn import datasets
from sklearn.model_selection import train_test_split

# 加载数据
iris_data = datasets.load_iris()
x = iris_data.data
y = iris_data.target

# 划分训练集和测试集
x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2, random_state=116)

# 搭建网络
model = Sequential([
    Dense(20, activation='sigmoid'),
    Dense(20, activation='sigmoid'),
    Dense(3, activation='softmax', kernel_regularizer=tf.keras.regularizers.l2())
])

model.compile(optimizer=tf.keras.optimizers.SGD(learning_rate=0.1),
              loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=False),
              metrics=['sparse_categorical_accuracy'])

# 训练
model.fit(x_train, y_train, batch_size=32, epochs=200, validation_split=0.2, validation_freq=20)

model.summary()

# 预测新的花
new_flower = np.array([[5.8, 2.7, 5.1, 1.9]])
label = model.predict_classes(new_flower)
print('预测结果:', iris_data.target_names[label[0]])
