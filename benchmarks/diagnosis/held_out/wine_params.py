import keras
from keras import layers, regularizers
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

X, y = load_wine(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=1, stratify=y)
scaler = StandardScaler().fit(X_train)

params = {"units": 32, "l2": 0.5, "lr": 0.01, "epochs": 25}
model = keras.Sequential([
    layers.Input((13,)),
    layers.Dense(params["units"], activation="relu", kernel_regularizer=regularizers.l2(params["l2"])),
    layers.Dense(params["units"], activation="relu", kernel_regularizer=regularizers.l2(params["l2"])),
    layers.Dense(3, activation="softmax", kernel_regularizer=regularizers.l2(params["l2"])),
])
model.compile(keras.optimizers.Adam(params["lr"]), "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(scaler.transform(X_train), y_train, epochs=params["epochs"], batch_size=16, verbose=0)
print("loss, accuracy =", model.evaluate(scaler.transform(X_test), y_test, verbose=0))
