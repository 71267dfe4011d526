# predict the direction of tomorrow's price: +1 up, -1 down
import numpy as np
from keras import Sequential, Input
from keras.layers import Dense

np.random.seed(0)
steps = np.zeros(1500)
for t in range(2, 1500):
    steps[t] = 0.75 * steps[t - 1] - 0.3 * steps[t - 2] + np.random.randn()
window = 6
X = np.array([steps[i:i + window] for i in range(len(steps) - window)])
y = np.sign(steps[window:])

split = 1200
model = Sequential([
    Input((window,)),
    Dense(32, activation="relu"),
    Dense(1, activation="sigmoid"),
])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(X[:split], y[:split], epochs=15, batch_size=32,
          validation_data=(X[split:], y[split:]))
