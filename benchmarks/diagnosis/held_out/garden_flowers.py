import numpy as np
from sklearn.datasets import load_iris
from sklearn.preprocessing import StandardScaler
import keras

iris = load_iris()
scaler = StandardScaler()
X = scaler.fit_transform(iris.data)
y = iris.target

model = keras.Sequential([
    keras.layers.Input(shape=(4,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(optimizer=keras.optimizers.Adam(0.02), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(X, y, epochs=25, batch_size=10, verbose=0)
print("accuracy on the training flowers", model.evaluate(X, y, verbose=0)[1])

# flowers I measured in the garden
garden = np.array([[5.0, 3.4, 1.5, 0.2], [5.1, 3.5, 1.4, 0.3], [4.8, 3.1, 1.6, 0.2],
                   [6.0, 2.8, 4.4, 1.3], [5.7, 2.7, 4.1, 1.2], [6.6, 3.0, 5.6, 2.1]])
answer = model.predict(garden, verbose=0).argmax(axis=1)
for flower, a in zip(garden, answer):
    print(flower, "is a", iris.target_names[a])
print(answer)
