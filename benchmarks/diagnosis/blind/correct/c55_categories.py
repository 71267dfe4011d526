import keras
import numpy as np
import pandas as pd
from keras import layers

rng = np.random.default_rng(6)
towns = ["Basel", "Bern", "Chur", "Genf", "Zug"]
df = pd.DataFrame({"town": rng.choice(towns, 1500), "size": rng.normal(80, 20, 1500)})
rent = df["town"].map({"Basel": 16, "Bern": 15, "Chur": 12, "Genf": 22, "Zug": 25}) * df["size"]
df["expensive"] = (rent + rng.normal(0, 150, 1500) > 1400).astype(int)

lookup = layers.StringLookup(vocabulary=towns)
codes = np.array(lookup(df["town"].tolist()))
size = ((df["size"] - 80) / 20).to_numpy().reshape(-1, 1)

town_in = keras.Input((1,), dtype="int32")
size_in = keras.Input((1,))
vec = layers.Flatten()(layers.Embedding(lookup.vocabulary_size(), 3)(town_in))
h = layers.Dense(16, activation="relu")(layers.concatenate([vec, size_in]))
model = keras.Model([town_in, size_in], layers.Dense(1, activation="sigmoid")(h))
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit([codes[:1200, None], size[:1200]], df["expensive"][:1200], epochs=20, batch_size=32, verbose=0)
print(model.evaluate([codes[1200:, None], size[1200:]], df["expensive"][1200:], verbose=0))
