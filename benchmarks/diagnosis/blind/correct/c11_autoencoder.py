# simplest autoencoder of the Keras blog
from keras.datasets import mnist
from keras.layers import Dense, Input
from keras.models import Model

encoding_dim = 32
input_img = Input(shape=(784,))
encoded = Dense(encoding_dim, activation='relu')(input_img)
decoded = Dense(784, activation='sigmoid')(encoded)
autoencoder = Model(input_img, decoded)
encoder = Model(input_img, encoded)
autoencoder.compile(optimizer='adam', loss='binary_crossentropy')

(x_train, _), (x_test, _) = mnist.load_data()
x_train = x_train[:4000].astype('float32').reshape(-1, 784) / 255.
x_test = x_test[:500].astype('float32').reshape(-1, 784) / 255.
autoencoder.fit(x_train, x_train, epochs=10, batch_size=128, shuffle=True,
                validation_data=(x_test, x_test), verbose=2)
print(encoder.predict(x_test, verbose=0).mean())
