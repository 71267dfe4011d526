import keras
from keras import layers
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder

keras.utils.set_random_seed(3)
iris = load_iris()
encoder = OneHotEncoder(sparse_output=False)
labels = encoder.fit_transform(iris.target.reshape(-1, 1))
x_train, x_test, y_train, y_test = train_test_split(iris.data, labels, test_size=0.2, random_state=3, stratify=labels)
scaler = MinMaxScaler()
x_train = scaler.fit_transform(x_train)
x_test = scaler.transform(x_test)

model = keras.Sequential()
model.add(layers.Input(shape=(4,)))
model.add(layers.Dense(64, activation="relu"))
model.add(layers.Dropout(0.2))
model.add(layers.Dense(64, activation="relu"))
model.add(layers.Dropout(0.2))
model.add(layers.Dense(3, activation="softmax"))
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=80, batch_size=10, verbose=0)
print(model.evaluate(x_test, y_test, verbose=0))
