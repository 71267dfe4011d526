from numpy import asarray
from numpy.random import default_rng
from keras.models import Sequential
from keras.layers import Dense

rng = default_rng(1)
X = rng.poisson(5, size=(1000, 10)).astype("float32")      # ten word counts
y = (X[:, :3] + X[:, 3:6] + rng.normal(size=(1000, 3)) > 10).astype(int)   # three topics, any number of them
X_train, X_test, y_train, y_test = X[:800], X[800:], y[:800], y[800:]
model = Sequential()
model.add(Dense(20, input_dim=10, kernel_initializer='he_uniform', activation='relu'))
model.add(Dense(3, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['binary_accuracy'])
model.fit(X_train, y_train, verbose=0, epochs=40)
print(model.evaluate(X_test, y_test, verbose=0))
row = [3, 3, 6, 7, 8, 2, 11, 11, 1, 3]
print('Predicted:', model.predict(asarray([row]), verbose=0)[0].round())
