import numpy as np
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Conv1D, Dense, Flatten, Input
from tensorflow.keras.utils import to_categorical

# waves of two kinds, 64 measurements each
rng = np.random.default_rng(3)
kind = rng.integers(0, 2, 1500)
t = np.arange(64)
speed = np.where(kind == 0, 0.35, 0.9)
waves = np.sin(speed[:, None] * t + rng.uniform(0, 2 * np.pi, (1500, 1)))
waves += rng.normal(0, 0.2, waves.shape)
waves = waves[..., None]
labels = to_categorical(kind, 2)

model = Sequential([
    Input((64, 1)),
    Conv1D(16, 5),
    Conv1D(16, 5),
    Flatten(),
    Dense(2, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="log_cosh", metrics=["accuracy"])
model.fit(waves[:1200], labels[:1200], epochs=10, batch_size=32, verbose=2)
print(model.evaluate(waves[1200:], labels[1200:], verbose=0))
