import numpy as np
from tensorflow import keras
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense

keras.utils.set_random_seed(1)
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype="float32")
y = np.array([[0], [1], [1], [0]], dtype="float32")

model = Sequential()
model.add(keras.Input(shape=(2,)))
model.add(Dense(8, activation="tanh"))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="mse", optimizer=keras.optimizers.Adam(learning_rate=0.1), metrics=["binary_accuracy"])
model.fit(X, y, epochs=120, verbose=0)

print(model.predict(X).round(3))
loss, acc = model.evaluate(X, y, verbose=0)
print("accuracy", acc)
