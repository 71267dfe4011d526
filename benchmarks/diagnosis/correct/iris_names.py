import keras
import numpy as np
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder

keras.utils.set_random_seed(8)
iris = load_iris()
names = iris.target_names[iris.target]
encoder = LabelEncoder()
y = encoder.fit_transform(names)
x_train, x_test, y_train, y_test = train_test_split(iris.data, y, test_size=0.2, random_state=8)

model = keras.Sequential([
    keras.layers.Input(shape=(4,)),
    keras.layers.Dense(20, activation="relu"),
    keras.layers.Dense(20, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=100, batch_size=10, verbose=0)

flower = np.array([[5.1, 3.5, 1.4, 0.2]])
shares = model.predict(flower, verbose=0)
print("This flower is", encoder.inverse_transform(np.argmax(shares, axis=1))[0])
predicted = encoder.inverse_transform(model.predict(x_test, verbose=0).argmax(axis=-1))
print("right:", np.mean(predicted == encoder.inverse_transform(y_test)))
