import tensorflow as tf
from tensorflow.keras import Sequential
from tensorflow.keras.layers import Dense, InputLayer
from tensorflow.keras.models import load_model

SEED = 31

(x, y), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
x = tf.reshape(tf.cast(x, tf.float32), (-1, 784)) / 255.0
x_test = tf.reshape(tf.cast(x_test, tf.float32), (-1, 784)) / 255.0

# mix well, same seed so they stay together
x = tf.random.shuffle(x, seed=SEED)
y = tf.random.shuffle(y, seed=SEED)

# the last 5000 are for checking
x_check, y_check = x[55000:], y[55000:]
x, y = x[:55000], y[:55000]

model = Sequential()
model.add(InputLayer(shape=(784,)))
model.add(Dense(128, activation='relu'))
model.add(Dense(10, activation='softmax'))
model.compile(loss='sparse_categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(x, y, epochs=5, batch_size=128, validation_data=(x_check, y_check))

model.save('digits.h5')
again = load_model('digits.h5')
again.evaluate(x_test, y_test)
