import tensorflow as tf
from tensorflow import keras
from sklearn.datasets import load_iris
import numpy as np
import matplotlib.pyplot as plt

X, Y = load_iris(return_X_y=True)
print(X.shape, Y.shape)
print(X[:5])

model = keras.Sequential([
    keras.layers.Flatten(input_shape=(4,)),
    keras.layers.Dense(64),
    keras.layers.LeakyReLU(),
    keras.layers.Dense(3, activation=tf.nn.softmax)
])

model.summary()
# output:
Model: "sequential"
# flatten (None, 4), dense (None, 64), leaky_re_lu (None, 64), dense_1 (None, 3)

model.compile(optimizer='adam',
              loss='sparse_categorical_crossentropy',
              metrics=['accuracy'])

#model.fit(X, Y, epochs=5)
#model.fit(X, Y, epochs=500, batch_size=1)
history = model.fit(X, Y, epochs=60, validation_split=0.2)

plt.plot(history.history['accuracy'], label='accuracy')
plt.plot(history.history['val_accuracy'], label='val_accuracy')
plt.xlabel('Epoch')
plt.legend(loc='lower right')
plt.show()

# why is val_accuracy zero?
