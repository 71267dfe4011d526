import keras
from keras.layers import Dense
from keras.models import Sequential

(train_images, train_labels), (test_images, test_labels) = keras.datasets.mnist.load_data()

# one row of 784 numbers per picture
X = train_images[:10000].reshape(10000, 784).astype("float32")
X_test = test_images[:2000].reshape(2000, 784).astype("float32")
Y = keras.utils.to_categorical(train_labels[:10000], 10)
Y_test = keras.utils.to_categorical(test_labels[:2000], 10)

classifier = Sequential()
classifier.add(Dense(64, input_dim=784))
classifier.add(Dense(32, activation="sigmoid"))
classifier.add(Dense(10, activation="sigmoid"))
classifier.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
classifier.fit(X, Y, batch_size=32, epochs=5, verbose=2)
print(classifier.evaluate(X_test, Y_test, verbose=0))
