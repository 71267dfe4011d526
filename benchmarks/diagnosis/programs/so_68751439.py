import pandas as pd
from sklearn.datasets import load_iris
from keras.models import Sequential
from keras.layers import Dense, Input
from keras.losses import CategoricalCrossentropy

# only two of the three species: versicolor and virginica
iris = load_iris(as_frame=True).frame
iris = iris[iris["target"] > 0].sample(frac=1.0, random_state=5)
X = iris.drop(columns="target").to_numpy()
X = (X - X.mean(axis=0)) / X.std(axis=0)
y = pd.Series(iris["target"] == 2).astype(int).to_numpy().reshape(-1, 1)

model = Sequential([
    Input(shape=(4,)),
    Dense(16, activation="relu"),
    Dense(1, activation="softmax"),
])
model.compile(optimizer="adam", loss=CategoricalCrossentropy(), metrics=["accuracy"])
model.fit(X[:80], y[:80], epochs=60, batch_size=8, verbose=0)
print("Loss and accuracy:", model.evaluate(X[80:], y[80:], verbose=0))
