import numpy as np
from keras.models import Sequential
from keras.layers import Dense, Activation, Input

np.random.seed(9)
data = np.random.rand(800, 5)
answer = (data.sum(axis=1) > 2.5).astype(int)

model = Sequential()
model.add(Input((5,)))
model.add(Dense(16))
model.add(Activation("relu"))
model.add(Dense(1))
model.add(Activation("sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(data[:600], answer[:600], epochs=25, batch_size=20, verbose=0)
print("score:", model.evaluate(data[600:], answer[600:], verbose=0))

print("first new row:", model.predict(data[600]))
