import numpy as np
from sklearn.datasets import load_digits
from tensorflow.keras import Sequential
from tensorflow.keras.layers import Dense, Input, Activation

digits = load_digits()
features = digits.data / 16
labels = digits.target

np.random.seed(0)
features = np.random.permutation(features)
labels = np.random.permutation(labels)

cut = 1400
model = Sequential()
model.add(Input((64,)))
model.add(Dense(40))
model.add(Activation("relu"))
model.add(Dense(10))
model.add(Activation("softmax"))
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(features[:cut], labels[:cut], epochs=15, verbose=0)
print("train", model.evaluate(features[:cut], labels[:cut], verbose=0))
print("test", model.evaluate(features[cut:], labels[cut:], verbose=0))
