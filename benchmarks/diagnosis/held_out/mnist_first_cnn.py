from tensorflow.keras.datasets import mnist
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Conv2D, Dense, Input, MaxPooling2D, Flatten

(train_X, train_y), (test_X, test_y) = mnist.load_data()
train_X = train_X[:2000, ..., None].astype("float32") / 255
test_X = test_X[:500, ..., None].astype("float32") / 255

# my first CNN
cnn = Sequential()
cnn.add(Input((28, 28, 1)))
cnn.add(Conv2D(8, kernel_size=(3, 3), activation="relu"))
cnn.add(MaxPooling2D(pool_size=(2, 2)))
cnn.add(Dense(32, activation="relu"))
cnn.add(Dense(10, activation="softmax"))
cnn.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
cnn.fit(train_X, train_y[:2000], epochs=4, batch_size=32, verbose=0)
print(cnn.evaluate(test_X, test_y[:500], verbose=0))
