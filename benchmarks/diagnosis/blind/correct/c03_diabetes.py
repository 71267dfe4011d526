import numpy as np
from keras.models import Sequential
from keras.layers import Dense
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

# eight measurements of 768 women; the outcome is noisy, 76 % is as good as it gets
seed = 7
rng = np.random.RandomState(seed)
X = rng.normal(loc=[4, 120, 70, 20, 80, 32, 0.5, 33], scale=[3, 30, 12, 15, 100, 7, 0.3, 11], size=(768, 8))
risk = 0.045 * (X[:, 1] - 120) + 0.1 * (X[:, 5] - 32) + 0.03 * (X[:, 7] - 33) - 0.9
Y = (rng.rand(768) < 1 / (1 + np.exp(-risk))).astype(int)
X_train, X_test, y_train, y_test = train_test_split(X, Y, test_size=0.33, random_state=seed, stratify=Y)
scaler = StandardScaler().fit(X_train)

model = Sequential()
model.add(Dense(12, input_dim=8, activation='relu'))
model.add(Dense(8, activation='relu'))
model.add(Dense(1, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(scaler.transform(X_train), y_train, epochs=40, batch_size=32, verbose=0)
_, acc = model.evaluate(scaler.transform(X_test), y_test, verbose=0)
print('Accuracy: %.2f%%' % (acc * 100))
