"""
XOR, functional API
usage: python xor_functional_save.py
"""
import numpy as np
from keras.layers import Input, Dense
from keras.models import Model
from keras.callbacks import EarlyStopping
from keras import backend as K

EPOCHS = 350


def load_data():
    x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]).astype('float32')
    y = np.logical_xor(x[:, 0], x[:, 1]).astype('float32')
    return x, y


def build():
    inp = Input(shape=(2,))
    hidden = Dense(7, activation='elu')(inp)
    out = Dense(1, name='answer')(hidden)
    return Model(inputs=inp, outputs=out)


def main():
    K.clear_session()
    x, y = load_data()
    model = build()
    model.compile(optimizer='rmsprop', loss='binary_crossentropy', metrics=['acc'])
    stopper = EarlyStopping(monitor='val_loss', patience=40)
    model.fit(x, y, validation_data=(x, y), epochs=EPOCHS, batch_size=4, verbose=0,
              callbacks=[stopper])
    print('Saving ...')
    model.save_weights('xor_weights.h5')
    print('Final score:', model.evaluate(x, y))


if __name__ == '__main__':
    main()
