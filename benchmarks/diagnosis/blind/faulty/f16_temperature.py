import numpy as np
import matplotlib.pyplot as plt
from keras.layers import Dense, Input
from keras.models import Sequential

# degrees Celsius through the year
rng = np.random.default_rng(1)
day = rng.uniform(0, 365, size=(1500, 1))
angle = 2 * np.pi * day / 365
x = np.hstack([np.sin(angle), np.cos(angle)])
temperature = -12 * np.cos(angle[:, 0]) - 2 + rng.normal(scale=1.5, size=1500)

model = Sequential([Input((2,)), Dense(32, activation="relu"), Dense(1, activation="relu")])
model.compile(optimizer="adam", loss="mean_squared_error", metrics=["mae"])
model.fit(x, temperature, epochs=40, batch_size=32, verbose=0)
print("mae", model.evaluate(x, temperature, verbose=0)[1])
plt.scatter(day, temperature, s=2)
plt.scatter(day, model.predict(x, verbose=0), s=2)
plt.show()
