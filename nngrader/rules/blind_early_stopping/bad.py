"""Three kinds of iris."""

import keras
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

keras.utils.set_random_seed(3)
flowers, kinds = load_iris(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(
    flowers, kinds, test_size=0.2, random_state=1, stratify=kinds
)
scaler = StandardScaler().fit(x_train)
x_train, x_test = scaler.transform(x_train), scaler.transform(x_test)

model = keras.Sequential(
    [
        keras.Input((4,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ]
)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
watch = keras.callbacks.EarlyStopping(monitor="val_loss", patience=20)
model.fit(x_train, y_train, epochs=60, batch_size=8, callbacks=[watch], verbose=0)
print(model.evaluate(x_test, y_test, verbose=0))
