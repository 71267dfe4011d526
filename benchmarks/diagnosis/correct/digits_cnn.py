import keras
from keras import layers
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(23)
digits = load_digits()
X = digits.images[..., None] / 16.0
Y = keras.utils.to_categorical(digits.target)
x_train, x_test, y_train, y_test = train_test_split(X, Y, test_size=0.2, random_state=23)
model = keras.Sequential([
    keras.Input((8, 8, 1)),
    layers.Conv2D(16, (3, 3), padding="same", activation="relu"),
    layers.MaxPooling2D(),
    layers.Conv2D(32, (3, 3), padding="same", activation="relu"),
    layers.Flatten(),
    layers.Dense(10, activation="softmax"),
])
model.compile(optimizer=keras.optimizers.Adam(0.003), loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=12, batch_size=32, verbose=0)
print("accuracy", model.evaluate(x_test, y_test, verbose=0)[1])
