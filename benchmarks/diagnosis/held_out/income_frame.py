import numpy as np
import pandas as pd
import keras
from keras import layers

rng = np.random.default_rng(3)
df = pd.DataFrame({"hours": rng.integers(0, 60, 500), "age": rng.integers(18, 67, 500),
                   "savings": rng.exponential(4000, 500).round()})
df["pays_tax"] = ((df.hours * 30 + df.savings * 0.1) > 1400).astype(int)

df["hours"] = np.log(df["hours"])
df["savings"] = np.log(df["savings"] + 1)
df["age"] = df["age"] / 67

x = df[["hours", "age", "savings"]].to_numpy("float32")
y = df["pays_tax"].to_numpy("float32")
model = keras.Sequential([layers.Input((3,)), layers.Dense(24, activation="tanh"), layers.Dense(1, activation="sigmoid")])
model.compile(optimizer=keras.optimizers.Adam(0.02), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x[:400], y[:400], epochs=20, batch_size=20, verbose=0)
print("loss, accuracy:", model.evaluate(x[400:], y[400:], verbose=0))
