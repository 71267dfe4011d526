import numpy as np
import pandas as pd
import keras
from sklearn.preprocessing import LabelEncoder

rng = np.random.default_rng(9)
table = pd.DataFrame({
    "kg": np.concatenate([rng.normal(20, 3, 80), rng.normal(4, 0.7, 80), rng.normal(0.1, 0.03, 80)]),
    "cm": np.concatenate([rng.normal(60, 6, 80), rng.normal(28, 3, 80), rng.normal(9, 1, 80)]),
    "pet": ["dog"] * 80 + ["cat"] * 80 + ["hamster"] * 80,
})
names = table["pet"].unique()
codes = LabelEncoder().fit_transform(table["pet"])
x = ((table[["kg", "cm"]] - table[["kg", "cm"]].mean()) / table[["kg", "cm"]].std()).to_numpy()

net = keras.Sequential([keras.Input((2,)), keras.layers.Dense(16, activation="relu"),
                        keras.layers.Dense(3, activation="softmax")])
net.compile(keras.optimizers.Adam(0.02), "sparse_categorical_crossentropy", metrics=["accuracy"])
net.fit(x, codes, epochs=20, batch_size=16, verbose=0)
print("accuracy", net.evaluate(x, codes, verbose=0)[1])
for i in (0, 90, 170):
    best = net.predict(x[i:i + 1], verbose=0).argmax()
    print(table["kg"][i].round(2), "kg:", names[best])
