"""
Step 1: squeeze the digits through 128 numbers and back (autoencoder)
Step 2: classify the 128 numbers
"""
import numpy as np
import matplotlib.pyplot as plt
from keras.layers import Input, Dense
from keras.models import Model, Sequential
from keras.datasets import mnist
from keras.utils import to_categorical

(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train = x_train.astype('float32') / 255.
x_test = x_test.astype('float32') / 255.
x_train = x_train.reshape((len(x_train), np.prod(x_train.shape[1:])))
x_test = x_test.reshape((len(x_test), np.prod(x_test.shape[1:])))

code_size = 128

picture = Input(shape=(784,))
code = Dense(code_size, activation='relu')(picture)
back = Dense(784, activation='sigmoid')(code)

autoencoder = Model(picture, back)
encoder = Model(picture, code)

autoencoder.compile(optimizer='adam', loss='binary_crossentropy')
autoencoder.fit(x_train, x_train,
                epochs=25,
                batch_size=256,
                shuffle=True,
                validation_data=(x_test, x_test))

# look at some of them
again = autoencoder.predict(x_test)
fig = plt.figure(figsize=(10, 3))
for i in range(8):
    ax = plt.subplot(2, 8, i + 1)
    plt.imshow(x_test[i].reshape(28, 28), cmap='gray')
    ax = plt.subplot(2, 8, i + 9)
    plt.imshow(again[i].reshape(28, 28), cmap='gray')
plt.show()

# ---------------- step 2 ----------------
features_train = encoder.predict(x_train)
features_test = encoder.predict(x_test)
print(features_train.shape)     # (60000, 128)

classifier = Sequential()
classifier.add(Dense(64, activation='relu', input_dim=code_size))
classifier.add(Dense(10, activation='softmax'))
classifier.compile(optimizer='sgd', loss='categorical_crossentropy', metrics=['accuracy'])
classifier.fit(features_train, to_categorical(y_train), epochs=10, batch_size=64)

loss, acc = classifier.evaluate(features_test, to_categorical(y_test))
print('test acc', acc)
