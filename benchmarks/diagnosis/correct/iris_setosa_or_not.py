import keras
import numpy as np
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(6)
iris = load_iris()
y = (iris.target == 0).astype(int)      # 1 = setosa
X_train, X_test, y_train, y_test = train_test_split(iris.data, y, test_size=0.3, stratify=y, random_state=6)
model = keras.Sequential([
    keras.Input((4,)),
    keras.layers.Dense(8, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=60, batch_size=16, verbose=0)
setosa = (model.predict(X_test, verbose=0) > 0.5).astype(int).ravel()
print("accuracy", np.mean(setosa == y_test))
