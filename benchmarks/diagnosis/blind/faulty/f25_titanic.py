import numpy as np
import pandas as pd
from keras.layers import Dense, Input
from keras.models import Sequential

rng = np.random.default_rng(12)
n = 891
df = pd.DataFrame({
    "female": rng.integers(0, 2, n),
    "pclass": rng.integers(1, 4, n),
    "age": rng.normal(30, 12, n).clip(1, 80),
})
chance = 2.4 * df.female - 0.9 * (df.pclass - 2) - 0.02 * (df.age - 30) - 1.2
df["survived"] = (chance + rng.logistic(size=n) * 0.7 > 0).astype(int)
df.loc[rng.random(n) < 0.2, "age"] = None             # as in the real file

X = df[["female", "pclass", "age"]].astype("float32")
X["age"] = X["age"] / 80
y = df["survived"]

model = Sequential([Input((3,)), Dense(16, activation="relu"), Dense(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(X.values, y.values, epochs=30, batch_size=32, verbose=2)
print(model.predict(X.values[:5], verbose=0))
