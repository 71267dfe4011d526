"""Tell three species of iris apart by four measures."""

import keras
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

keras.utils.set_random_seed(0)
x, y = load_iris(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2, random_state=0, stratify=y)
x_train, x_val, y_train, y_val = train_test_split(x_train, y_train, random_state=0)
scaler = StandardScaler()
x_train = scaler.fit_transform(x_train)
x_val, x_test = scaler.transform(x_val), scaler.transform(x_test)

for units in (4, 8, 16):
    model = keras.Sequential(
        [
            keras.Input((4,)),
            keras.layers.Dense(units, activation="relu"),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, epochs=80, batch_size=16, verbose=0)
    print(units, model.evaluate(x_val, y_val, verbose=0))
print(model.evaluate(x_test, y_test, verbose=0))
