import numpy as np
from keras.datasets import mnist
from keras.layers import Conv2D, Dense, Flatten, Input, MaxPooling2D
from keras.models import Sequential
from keras.regularizers import l2

(X, d), (X_new, d_new) = mnist.load_data()
keep = np.isin(d, [3, 8])
keep_new = np.isin(d_new, [3, 8])
X, d = X[keep][:3000, :, :, None] / 255.0, d[keep][:3000] == 8
X_new, d_new = X_new[keep_new][:, :, :, None] / 255.0, d_new[keep_new] == 8

model = Sequential()
model.add(Input(shape=(28, 28, 1)))
model.add(Conv2D(8, 3, activation="relu"))
model.add(MaxPooling2D(2))
model.add(Flatten())
for size in (64, 64, 32):
    model.add(Dense(size, activation="relu", kernel_initializer="uniform", kernel_regularizer=l2(0.01)))
model.add(Dense(1, activation="sigmoid", kernel_initializer="uniform", kernel_regularizer=l2(0.01)))

model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(X, d.astype("float32"), batch_size=32, epochs=5, verbose=2)
print(model.evaluate(X_new, d_new.astype("float32"), verbose=0))
