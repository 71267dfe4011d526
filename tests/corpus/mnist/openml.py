# MNIST classification
import numpy as np
from sklearn.datasets import fetch_openml
from sklearn.model_selection import train_test_split
import tensorflow as tf

print("downloading, takes a while...")
X, y = fetch_openml('mnist_784', version=1, return_X_y=True, as_frame=False)
y = y.astype(np.int64)
X = X / 255.

X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=10000, random_state=0)

clf = tf.keras.Sequential()
clf.add(tf.keras.layers.Dense(256, activation='relu', input_shape=(784,)))
clf.add(tf.keras.layers.Dense(10, activation='softmax'))
clf.compile(loss='sparse_categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
clf.fit(X_train, y_train, epochs=3, validation_data=(X_test, y_test))
