import os
os.environ["CUDA_VISIBLE_DEVICES"] = "0"
import tensorflow as tf
from keras import backend as K

# do not take all the memory of the lab GPU
cfg = tf.ConfigProto()
cfg.gpu_options.allow_growth = True
K.set_session(tf.Session(config=cfg))

from keras.datasets import mnist
from keras.models import Sequential
from keras.layers import Dense, Dropout
from keras.utils import to_categorical

(x1, y1), (x2, y2) = mnist.load_data()
x1 = x1.reshape(-1, 784) / 255.0
x2 = x2.reshape(-1, 784) / 255.0

model = Sequential([
    Dense(1024, activation='relu', input_shape=(784,)),
    Dropout(0.5),
    Dense(10, activation='softmax'),
])
model.compile('adam', 'categorical_crossentropy', metrics=['acc'])
model.fit(x1, to_categorical(y1), epochs=3, batch_size=512, validation_data=(x2, to_categorical(y2)))
