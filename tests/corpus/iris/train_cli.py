"""train_cli.py <epochs> <hidden units>

Example: python train_cli.py 100 16
"""
import sys

epochs = int(sys.argv[1])
hidden = int(sys.argv[2])

from sklearn.datasets import load_iris
from sklearn.preprocessing import LabelBinarizer
from keras.models import Sequential
from keras.layers import Dense

iris = load_iris()
Y = LabelBinarizer().fit_transform(iris.target)

model = Sequential()
model.add(Dense(hidden, input_dim=4, activation='relu'))
model.add(Dense(3, activation='softmax'))
model.compile('rmsprop', 'categorical_crossentropy', metrics=['accuracy'])
model.fit(iris.data, Y, epochs=epochs, batch_size=10)
model.save('iris_model.h5')
