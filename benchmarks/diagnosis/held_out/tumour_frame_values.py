import pandas as pd
from sklearn.datasets import load_breast_cancer
from sklearn.preprocessing import StandardScaler
from sklearn.model_selection import train_test_split
import keras

# the data as a table
df = load_breast_cancer(as_frame=True).frame
y = df["target"].values
X = StandardScaler().fit_transform(df.values)
print("features:", X.shape[1])

X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=7)
model = keras.Sequential([
    keras.layers.Input(shape=(X.shape[1],)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=12, batch_size=16, verbose=0)
print("test loss and accuracy:", model.evaluate(X_test, y_test, verbose=0))
