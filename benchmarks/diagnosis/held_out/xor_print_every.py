import numpy as np
from keras.models import Sequential
from keras.layers import Dense, Input
from keras.optimizers import Adam

np.random.seed(7)
x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], "float32")
y = np.array([[0], [1], [1], [0]], "float32")

model = Sequential()
model.add(Input(shape=(2,)))
model.add(Dense(16, activation="tanh"))
model.add(Dense(1, activation="linear"))
model.compile(loss="binary_crossentropy", optimizer=Adam(learning_rate=0.1))

# train a bit, print, train a bit more
for i in range(5):
    h = model.fit(x, y, epochs=20, batch_size=4, verbose=0)
    print("after", (i + 1) * 20, "epochs loss =", h.history["loss"][-1])
out = model.predict(x, verbose=0).ravel()
print("outputs:", out)
