import numpy as np
from sklearn.datasets import make_blobs
from sklearn.model_selection import train_test_split
import tensorflow as tf

# seven kinds of forest, ten measurements
X, cover_type = make_blobs(n_samples=1400, n_features=10, centers=7, cluster_std=3.0, random_state=5)
X = (X - X.mean(axis=0)) / X.std(axis=0)
X_tr, X_te, y_tr, y_te = train_test_split(X, cover_type, random_state=1)

inputs = tf.keras.Input(shape=(X.shape[1],))
h = tf.keras.layers.Dense(64, activation="relu")(inputs)
h = tf.keras.layers.Dense(64, activation="relu")(h)
out = tf.keras.layers.Dense(1, activation="sigmoid")(h)
model = tf.keras.Model(inputs, out)
model.compile(optimizer="adam", loss=tf.keras.losses.BinaryCrossentropy(), metrics=["accuracy"])
hist = model.fit(X_tr, y_tr, epochs=12, verbose=0, validation_data=(X_te, y_te))
print("loss:", hist.history["loss"][-1], "val accuracy:", hist.history["val_accuracy"][-1])
print(np.unique(model.predict(X_te, verbose=0).round()))
