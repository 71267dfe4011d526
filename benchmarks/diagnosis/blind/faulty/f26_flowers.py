import keras
from keras import layers
from sklearn import datasets

iris = datasets.load_iris()
features = (iris.data - iris.data.mean(axis=0)) / iris.data.std(axis=0)
labels = keras.utils.to_categorical(iris.target)

model = keras.Sequential([
    keras.Input((4,)),
    layers.Dense(10, activation="relu"),
    layers.Dense(3, activation="softmax"),
])
model.compile(optimizer=keras.optimizers.Adam(0.005), loss="categorical_crossentropy",
              metrics=["accuracy"])
h = model.fit(features, labels, epochs=20, batch_size=8, validation_split=0.3, shuffle=True, verbose=0)
for epoch in (0, 10, 19):
    print(epoch, "acc", h.history["accuracy"][epoch], "val_acc", h.history["val_accuracy"][epoch])
