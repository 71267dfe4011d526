import keras
from keras import layers
from sklearn.datasets import load_wine
from sklearn.preprocessing import StandardScaler

data = load_wine()
X = StandardScaler().fit_transform(data.data)
y = data.target
print(X.shape, y[:5], y[-5:])

net = keras.Sequential([
    keras.Input(shape=(13,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(1, activation="sigmoid"),
])
net.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])
net.fit(X, y, epochs=25, batch_size=16)
print("after 25 epochs:", net.evaluate(X, y))
