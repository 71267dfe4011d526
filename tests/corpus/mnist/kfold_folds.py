"""cross validation on mnist: 5 folds, 5 networks"""
import numpy as np
from keras.datasets import mnist
from keras.models import Sequential
from keras.layers import Dense, LeakyReLU
from keras.utils import to_categorical
from sklearn.model_selection import KFold
from sklearn.metrics import accuracy_score

(images, labels), (_, _) = mnist.load_data()
images = images.reshape(len(images), 784) / 255.0

def new_network():
    network = Sequential()
    network.add(Dense(80, input_dim=784))
    network.add(LeakyReLU(alpha=0.1))
    network.add(Dense(40))
    network.add(LeakyReLU(alpha=0.1))
    network.add(Dense(10, activation="softmax"))
    network.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    return network

kf = KFold(n_splits=5, shuffle=True, random_state=3)
accs = []
fold = 1
for train_idx, val_idx in kf.split(images):
    print("fold", fold)
    network = new_network()
    network.fit(images[train_idx], to_categorical(labels[train_idx]), epochs=4, batch_size=50, verbose=0)
    probs = network.predict_proba(images[val_idx])
    acc = accuracy_score(labels[val_idx], np.argmax(probs, axis=1))
    print("   accuracy", acc)
    accs.append(acc)
    fold += 1

print("mean", np.mean(accs), "+-", np.std(accs))
