# trying a bigger learning rate
import numpy as np
from tensorflow import keras
from tensorflow.keras.datasets import mnist
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Flatten, LeakyReLU

keras.utils.set_random_seed(99)

(train_img, train_lab), (test_img, test_lab) = mnist.load_data()
train_img = train_img / 255
test_img = test_img / 255

leak = LeakyReLU()

model = Sequential()
model.add(Flatten(input_shape=(28, 28)))
model.add(Dense(120, activation=leak))
model.add(Dense(60, activation=leak))
model.add(Dense(10, activation='softmax'))

model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.optimizer.lr = 0.1          # 10 times more than 0.01, should be fast

history = model.fit(train_img, train_lab, epochs=6, batch_size=64, validation_split=0.2)

print(history.history.keys())
print("best epoch:", np.argmax(history.history['val_accuracy']) + 1)
test_loss, test_acc = model.evaluate(test_img, test_lab)
print(test_acc)
