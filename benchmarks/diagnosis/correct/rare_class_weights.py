"""One in six is ill: weights of the classes, and recall beside accuracy."""
import keras
import numpy as np
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

keras.utils.set_random_seed(30)
X, y = make_classification(n_samples=1200, n_features=10, n_informative=6, class_sep=2.0, weights=[0.83], random_state=30)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, stratify=y, random_state=30)
scaler = StandardScaler().fit(X_train)
X_train, X_test = scaler.transform(X_train), scaler.transform(X_test)
model = keras.Sequential([keras.Input((10,)), keras.layers.Dense(32, activation="relu"), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy", metrics=["accuracy", keras.metrics.Recall(name="recall")])
model.fit(X_train, y_train, epochs=40, batch_size=32, class_weight={0: 1.0, 1: 5.0}, verbose=0)
print(model.evaluate(X_test, y_test, verbose=0, return_dict=True), "most frequent:", np.mean(y_test == 0))
