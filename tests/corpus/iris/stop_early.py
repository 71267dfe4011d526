import numpy as np
from keras import models, layers, optimizers, callbacks
from sklearn.datasets import load_iris

iris = load_iris()
idx = np.arange(150)
np.random.seed(1)
np.random.shuffle(idx)
data = iris.data[idx]
labels = iris.target[idx]

onehot = np.zeros((150, 3))
for i, l in enumerate(labels):
    onehot[i, l] = 1

# three parts
train_x, val_x, test_x = data[:90], data[90:120], data[120:]
train_y, val_y, test_y = onehot[:90], onehot[90:120], onehot[120:]

network = models.Sequential()
network.add(layers.Dense(64, activation='relu', input_shape=(4,)))
network.add(layers.Dropout(0.3))
network.add(layers.Dense(3, activation='sigmoid'))
network.compile(optimizer=optimizers.RMSprop(learning_rate=0.005),
                loss='categorical_crossentropy', metrics=['accuracy'])

stop = callbacks.EarlyStopping(monitor='val_acc', patience=5)
best = callbacks.ModelCheckpoint('best.keras', monitor='val_acc', save_best_only=True)

network.fit(train_x, train_y, epochs=200, batch_size=30,
            validation_data=(val_x, val_y), callbacks=[stop, best])

print('test acc: ', network.evaluate(test_x, test_y)[1])
