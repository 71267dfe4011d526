# reads the pictures bit by bit, the laptop has only 4 GB
from keras.datasets import mnist
from keras.models import Sequential
from keras.layers import Dense, Reshape, Flatten
from keras.utils import to_categorical

(pics, digs), (pics_t, digs_t) = mnist.load_data()


def portions(p, d, size):
    at = 0
    while True:
        if at + size > len(p):
            at = 0
        yield p[at:at + size] / 255.0, to_categorical(d[at:at + size], 10)
        at += size


m = Sequential()
m.add(Flatten(input_shape=(28, 28)))
m.add(Dense(200, activation='relu'))
m.add(Dense(10, activation='softmax'))
m.compile(optimizer='adagrad', loss='categorical_crossentropy', metrics=['accuracy'])

m.fit_generator(portions(pics, digs, 100), steps_per_epoch=600, epochs=5,
                validation_data=portions(pics_t, digs_t, 100), validation_steps=100)
print(m.evaluate_generator(portions(pics_t, digs_t, 100), steps=100))
