# iris with pandas
import pandas as pd
import numpy as np
from keras.models import Sequential
from keras.layers import Dense
from keras.utils import to_categorical

iris = pd.read_csv('iris.csv')
iris.columns = ['sepal_length', 'sepal_width', 'petal_length', 'petal_width', 'species']

# names -> numbers
iris = iris.replace({'setosa': 0, 'versicolor': 1, 'virginica': 2})
iris = iris.replace({'Iris-setosa': 0, 'Iris-versicolor': 1, 'Iris-virginica': 2})

data = iris.values          # everything in one matrix
np.random.seed(10)
np.random.shuffle(data)

train, test = data[:100], data[100:]

model = Sequential()
model.add(Dense(15, activation='relu', input_dim=4))
model.add(Dense(3, activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer='sgd', metrics=['accuracy'])

model.fit(train[:, :4], to_categorical(train[:, 4]), epochs=100, batch_size=4, verbose=0)
print(model.evaluate(test[:, :4], to_categorical(test[:, 4])))
