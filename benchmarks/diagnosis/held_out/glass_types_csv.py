import io
import numpy as np
import pandas as pd
from tensorflow import keras

rng = np.random.RandomState(4)
rows = ["ri,na,mg,kind"]
for kind, centre in ((1, (1.2, 0.3, 2.0)), (2, (0.1, 1.5, 0.4)), (3, (2.2, 2.0, 1.0))):
    for _ in range(60):
        a, b, c = rng.normal(centre, 0.35)
        rows.append(f"{a:.3f},{b:.3f},{c:.3f},{kind}")
df = pd.read_csv(io.StringIO("\n".join(rows))).sample(frac=1, random_state=1)

X = df[["ri", "na", "mg"]].to_numpy(dtype="float32")
y = df["kind"].to_numpy()
n_kinds = df["kind"].nunique()

model = keras.Sequential([
    keras.layers.Input((3,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(n_kinds, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(X[:140], y[:140], epochs=25, batch_size=10, verbose=0)
print(model.evaluate(X[140:], y[140:], verbose=0))
