# mnist with the small digits of sklearn (8x8, no download needed!)
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.metrics import confusion_matrix, classification_report
import numpy as np
import tensorflow as tf

mnist = load_digits()
X = mnist.data
y = mnist.target
print(X.shape)

X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.25, random_state=7)
sc = StandardScaler()
X_tr = sc.fit_transform(X_tr)
X_te = sc.transform(X_te)

tf.random.set_seed(7)
clf = tf.keras.models.Sequential()
clf.add(tf.keras.layers.Dense(units=32, activation='relu', input_shape=(64,)))
clf.add(tf.keras.layers.Dense(units=32, activation='relu'))
clf.add(tf.keras.layers.Dense(units=10, activation=tf.nn.softmax))
clf.compile(optimizer=tf.keras.optimizers.Adam(0.005), loss='sparse_categorical_crossentropy', metrics=['accuracy'])
clf.fit(X_tr, y_tr, epochs=40, verbose=0)

guess = np.argmax(clf.predict(X_te), axis=-1)
print(confusion_matrix(y_te, guess))
print(classification_report(y_te, guess))
