import tensorflow as tf
from tensorflow import keras

(train_images, train_labels), (test_images, test_labels) = keras.datasets.mnist.load_data()
train_images, train_labels = train_images[:3000] / 255.0, train_labels[:3000]
test_images, test_labels = test_images[:500] / 255.0, test_labels[:500]

model = keras.Sequential([
    keras.layers.Flatten(input_shape=(28, 28)),
    keras.layers.Dense(64, activation=tf.nn.relu),
    keras.layers.Dense(10, activation=tf.nn.softmax),
])
model.compile(optimizer=keras.optimizers.SGD(learning_rate=-1e-2),
              loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train_images, train_labels, epochs=6, batch_size=32)
print(model.evaluate(test_images, test_labels, verbose=0))
