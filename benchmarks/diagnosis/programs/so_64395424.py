import numpy as np
from tensorflow import keras
from tensorflow.keras.layers import Dense
from tensorflow.keras.metrics import Accuracy

keras.utils.set_random_seed(14)

# the AND gate
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
y = np.array([0, 0, 0, 1], dtype=float)

model = keras.models.Sequential()
model.add(keras.Input((2,)))
model.add(Dense(4, activation="relu"))
model.add(Dense(1))
model.compile(optimizer=keras.optimizers.Adam(0.05), loss="binary_crossentropy", metrics=[Accuracy()])
model.fit(X, y, epochs=120, batch_size=4, verbose=0)
print(model.predict(X, verbose=0))
