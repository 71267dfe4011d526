import numpy as np
from keras.models import Sequential
from keras.layers import Dense

# ten numbers in, their ten squares out
np.random.seed(2)
x = np.random.uniform(-3, 3, size=(4000, 10))
y = x ** 2

model = Sequential()
model.add(Dense(128, input_dim=10, activation="relu"))
model.add(Dense(128, activation="relu"))
model.add(Dense(10, activation="softmax"))
model.compile(loss="mse", optimizer="adam")
model.fit(x[:3500], y[:3500], epochs=15, batch_size=16, verbose=0)

print("mse on new numbers:", model.evaluate(x[3500:], y[3500:], verbose=0))
print(x[-1], model.predict(x[-1:], verbose=0)[0])
