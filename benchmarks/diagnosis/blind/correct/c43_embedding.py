import numpy as np
import keras
from keras import layers

# reviews as word numbers: words 1-50 neutral, 51-75 praise, 76-99 blame
max_features, maxlen = 100, 20
rng = np.random.default_rng(11)
labels = rng.integers(0, 2, 1500)
seqs = [list(rng.integers(1, 51, rng.integers(8, 18))) +
        list(rng.integers(51, 76, 2) if lab else rng.integers(76, 100, 2)) for lab in labels]
x = keras.utils.pad_sequences(seqs, maxlen=maxlen)

model = keras.Sequential([
    keras.Input(shape=(maxlen,), dtype="int32"),
    layers.Embedding(max_features, 8),
    layers.GlobalAveragePooling1D(),
    layers.Dense(1, activation="sigmoid"),
])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(x[:1200], labels[:1200], batch_size=16, epochs=15, validation_split=0.2, verbose=2)
print(model.evaluate(x[1200:], labels[1200:], verbose=0))
