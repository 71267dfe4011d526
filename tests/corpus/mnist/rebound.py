import numpy as np
from keras.models import Sequential
from keras.layers import Dense, Flatten
from keras.datasets import mnist
from keras.utils import plot_model

# ---- warm up: AND -------------------------------------
x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0], [0], [0], [1]])
model = Sequential()
model.add(Dense(1, input_dim=2, activation='sigmoid'))
model.compile(loss='mse', optimizer='sgd')
model.fit(x, y, epochs=100, verbose=0)
print(model.predict(x))

# ---- warm up: y = 2x - 1 -------------------------------
x = np.array([-1.0, 0.0, 1.0, 2.0, 3.0, 4.0])
y = 2 * x - 1
model = Sequential()
model.add(Dense(1, input_shape=(1,)))
model.compile(loss='mean_squared_error', optimizer='sgd')
model.fit(x, y, epochs=50, verbose=0)
print(model.predict(np.array([10.0])))

# ---- now the digits ------------------------------------
(x, y), (xt, yt) = mnist.load_data()
x = x / 255
xt = xt / 255
model = Sequential()
model.add(Flatten(input_shape=(28, 28)))
model.add(Dense(80, activation='relu'))
model.add(Dense(10, activation='softmax'))
model.compile(loss='sparse_categorical_crossentropy', optimizer='Adam', metrics=['accuracy'])
model.fit(x, y, epochs=3, batch_size=32)
print(model.evaluate(xt, yt))
plot_model(model, to_file='model.png', show_shapes=True)
