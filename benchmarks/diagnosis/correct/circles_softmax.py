import keras
import numpy as np
from sklearn.datasets import make_circles

keras.utils.set_random_seed(27)
x, y = make_circles(800, noise=0.05, factor=0.5, random_state=27)
y = keras.utils.to_categorical(y)
x_train, y_train, x_test, y_test = x[:600], y[:600], x[600:], y[600:]
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(16, "tanh"), keras.layers.Dense(2, "softmax")])
model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Adam(0.05), metrics=["accuracy"])
model.fit(x_train, y_train, epochs=30, batch_size=25, verbose=0)
print("test accuracy", np.mean(model.predict(x_test, verbose=0).argmax(1) == y_test.argmax(1)))
