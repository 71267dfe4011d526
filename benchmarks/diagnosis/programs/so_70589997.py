from keras.datasets import mnist
from keras.models import Sequential
from keras.layers import Conv2D, Dense, Flatten, MaxPooling2D

(train_x, train_y), (test_x, test_y) = mnist.load_data()
train_x = train_x[:4000].reshape((4000, 28, 28, 1)) / 255.0
test_x = test_x[:1000].reshape((1000, 28, 28, 1)) / 255.0
train_y = train_y[:4000].reshape(-1, 1)
test_y = test_y[:1000].reshape(-1, 1)

model = Sequential()
model.add(Conv2D(8, kernel_size=(3, 3), activation="relu", input_shape=(28, 28, 1)))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Flatten())
model.add(Dense(32, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(train_x, train_y, epochs=3, batch_size=32, verbose=2)
print("test:", model.evaluate(test_x, test_y, verbose=0))
