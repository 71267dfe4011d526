import numpy as np
from tensorflow.keras import Sequential
from tensorflow.keras.layers import Dense

np.random.seed(0)
X = np.random.normal(size=(500, 6))
y = (X[:, 0] * X[:, 1] > 0).astype("float32")

model = Sequential([
    Dense(32, activation="relu", input_shape=(X.shape[0],)),
    Dense(16, activation="relu"),
    Dense(1, activation="sigmoid"),
])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(X, y, epochs=30, batch_size=16, validation_split=0.2)
