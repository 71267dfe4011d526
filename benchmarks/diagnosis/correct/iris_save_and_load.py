import tempfile
from pathlib import Path
import keras
import numpy as np
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

keras.utils.set_random_seed(35)
X, y = load_iris(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=36, stratify=y)
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(3, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=80, batch_size=8, verbose=0)

with tempfile.TemporaryDirectory() as folder:
    file = Path(folder) / "iris.keras"
    model.save(file)
    again = keras.models.load_model(file)
print("same answers:", np.allclose(model.predict(X_test, verbose=0), again.predict(X_test, verbose=0)))
print("accuracy:", again.evaluate(X_test, y_test, verbose=0)[1])
