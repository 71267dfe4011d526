import tensorflow as tf
from tensorflow.python.keras.models import Sequential
from tensorflow.python.keras.layers import Dense, Flatten

# PyCharm suggested these imports
mnist = tf.keras.datasets.mnist
(x_tr, y_tr), (x_te, y_te) = mnist.load_data()
x_tr, x_te = x_tr / 255.0, x_te / 255.0

model = Sequential()
model.add(Flatten(input_shape=(28, 28)))
model.add(Dense(64, activation='relu'))
model.add(Dense(10, activation='softmax'))

model.compile(optimizer='adam',
              loss='sparse_categorical_crossentropy',
              metrics=['accuracy'])

model.fit(x_tr, y_tr, epochs=5)
model.evaluate(x_te, y_te)
