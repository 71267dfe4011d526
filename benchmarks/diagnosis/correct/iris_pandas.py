import pandas as pd
import keras
from sklearn.datasets import load_iris

keras.utils.set_random_seed(99)
frame = load_iris(as_frame=True).frame
frame = frame.sample(frac=1, random_state=99).reset_index(drop=True)
features = frame.drop(columns="target")
labels = pd.get_dummies(frame["target"]).astype("float32")

X_train, X_test = features.iloc[:110], features.iloc[110:]
y_train, y_test = labels.iloc[:110].values, labels.iloc[110:].values
mu, sigma = X_train.mean(), X_train.std()
X_train = ((X_train - mu) / sigma).values
X_test = ((X_test - mu) / sigma).values

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(12, activation="elu"), keras.layers.Dense(3, activation="softmax")])
model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Nadam(0.01), metrics=["categorical_accuracy"])
model.fit(X_train, y_train, epochs=60, batch_size=16, verbose=0)
print("accuracy", model.evaluate(X_test, y_test, verbose=0)[1])
