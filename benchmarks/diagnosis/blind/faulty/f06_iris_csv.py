import numpy as np
import pandas as pd
from keras.layers import Dense
from keras.models import Sequential
from keras.optimizers import Adam
from sklearn.datasets import load_iris

iris = load_iris(as_frame=True)
df = iris.frame.sample(frac=1, random_state=11)      # shuffle
X = df.iloc[:, 0:4].values
Y = pd.get_dummies(df["target"]).values.astype("float32")

model = Sequential()
model.add(Dense(16, input_shape=(4,), activation="tanh"))
model.add(Dense(3, activation="tanh"))
model.compile(Adam(learning_rate=0.01), loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(X, Y, epochs=40, batch_size=10, verbose=0)
loss, acc = model.evaluate(X, Y, verbose=0)
print(f"loss {loss:.3f} accuracy {acc:.3f}")
print(np.round(model.predict(X[:4], verbose=0), 2))
