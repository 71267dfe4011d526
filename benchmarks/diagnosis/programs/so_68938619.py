import numpy as np
from keras import Input, Sequential, layers

# does the temperature rise or fall over the ten days?
rng = np.random.default_rng(2)
slope = rng.choice([-1.0, 1.0], 800) * rng.uniform(0.1, 0.3, 800)
days = slope[:, None] * np.arange(10) + rng.normal(0, 0.2, (800, 10))
days = days.reshape(800, 10, 1)
rises = (slope > 0).astype("float32")

model = Sequential()
model.add(Input((10, 1)))
model.add(layers.LSTM(8))
model.add(layers.Dense(1, activation="softmax"))
model.compile(loss="mse", optimizer="adam", metrics=["accuracy"])
model.fit(days[:600], rises[:600], epochs=10, batch_size=16, verbose=2)
print(model.evaluate(days[600:], rises[600:], verbose=0))
