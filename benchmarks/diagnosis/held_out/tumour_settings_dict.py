import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
import keras
from keras import layers

settings = {"hidden": [16, 8], "hidden_act": "relu", "out_act": "softmax",
            "loss": "binary_crossentropy", "opt": "adam", "epochs": 15, "batch": 32}

X, y = load_breast_cancer(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=3, stratify=y)
sc = StandardScaler().fit(X_train)
X_train, X_test = sc.transform(X_train), sc.transform(X_test)

net = keras.Sequential()
net.add(keras.Input(shape=(X_train.shape[1],)))
for n in settings["hidden"]:
    net.add(layers.Dense(n))
    net.add(layers.Activation(settings["hidden_act"]))
net.add(layers.Dense(1))
net.add(layers.Activation(settings["out_act"]))
net.compile(loss=settings["loss"], optimizer=settings["opt"], metrics=["accuracy"])
net.fit(X_train, y_train, epochs=settings["epochs"], batch_size=settings["batch"], verbose=0)
loss, acc = net.evaluate(X_test, y_test, verbose=0)
print("loss %.4f accuracy %.3f" % (loss, acc))
