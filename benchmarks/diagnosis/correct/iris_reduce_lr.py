import keras
from keras.callbacks import ReduceLROnPlateau
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(71)
iris = load_iris()
x_train, x_test, y_train, y_test = train_test_split(iris.data, iris.target, test_size=0.2, stratify=iris.target, random_state=71)
x_mean = x_train.mean(axis=0)
x_std = x_train.std(axis=0)
x_train = (x_train - x_mean) / x_std
x_test = (x_test - x_mean) / x_std

model = keras.Sequential(layers=[keras.Input((4,)), keras.layers.Dense(24, activation="relu"), keras.layers.Dense(3, activation="softmax")])
model.compile(optimizer=keras.optimizers.RMSprop(0.02), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, validation_split=0.15, epochs=50, batch_size=12, verbose=0,
          callbacks=[ReduceLROnPlateau(monitor="val_loss", factor=0.5, patience=5)])
print("Test:", model.evaluate(x_test, y_test, verbose=0))
