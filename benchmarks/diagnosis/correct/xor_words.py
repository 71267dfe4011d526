import numpy as np
import pandas as pd
import keras

keras.utils.set_random_seed(77)
df = pd.DataFrame({
    "age": ["old", "old", "young", "young"],
    "income": ["middle", "high", "middle", "high"],
    "loyal": ["no", "yes", "yes", "no"],
})
df["age"] = df["age"].map({"old": 0, "young": 1})
df["income"] = df["income"].map({"middle": 0, "high": 1})
df["loyal"] = df["loyal"].map({"no": 0, "yes": 1})

X = df[["age", "income"]].to_numpy(dtype="float32")
y = df["loyal"].to_numpy(dtype="float32")

model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(16, "relu"), keras.layers.Dense(1, "sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.optimizer.learning_rate = 0.03
model.fit(X, y, epochs=150, verbose=0)
df["answer"] = np.where(model.predict(X, verbose=0).ravel() > 0.5, "yes", "no")
print(df)
print(model.evaluate(X, y, verbose=0))
