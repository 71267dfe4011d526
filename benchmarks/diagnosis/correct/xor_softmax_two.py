# xor as a problem of two classes, one column each
import numpy as np
import keras
from keras.utils import to_categorical

keras.utils.set_random_seed(11)
x = np.array([(0, 0), (0, 1), (1, 0), (1, 1)], dtype=float)
y = to_categorical([0, 1, 1, 0], num_classes=2)

m = keras.Sequential()
m.add(keras.layers.Input(shape=(2,)))
m.add(keras.layers.Dense(10, activation="relu"))
m.add(keras.layers.Dense(10, activation="relu"))
m.add(keras.layers.Dense(2, activation="softmax"))
m.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Adam(0.03), metrics=["accuracy"])
m.fit(x, y, batch_size=4, epochs=150, verbose=0)
print(np.argmax(m.predict(x), axis=1))
print(m.evaluate(x, y, verbose=0))
