import tensorflow as tf
import numpy as np

bits_in = np.array([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
bits_out = np.array([[0.], [1.], [1.], [0.]])

colour_net = tf.keras.Sequential()
colour_net.add(tf.keras.layers.Dense(5, input_shape=[2], activation='relu'))
colour_net.add(tf.keras.layers.Dense(5, activation='relu'))
colour_net.add(tf.keras.layers.Dense(1, activation='sigmoid'))

colour_net.compile(optimiser=tf.keras.optimizers.Adam(0.01),
                   loss='binary_crossentropy',
                   metrics=['accuracy'])

colour_net.fit(bits_in, bits_out, epochs=200)
print(colour_net.predict(bits_in))
