# hyper parameter search with sklearn
from keras.datasets import mnist
from keras.models import Sequential
from keras.layers import Dense, Dropout
from keras.wrappers.scikit_learn import KerasClassifier
from sklearn.model_selection import GridSearchCV

(X, y), _ = mnist.load_data()
X = X.reshape(len(X), 784)[:6000] / 255
y = y[:6000]


def network(dropout=0.2, optimizer='adam'):
    m = Sequential()
    m.add(Dense(100, input_dim=784, activation='relu'))
    m.add(Dropout(dropout))
    m.add(Dense(10, activation='softmax'))
    m.compile(loss='sparse_categorical_crossentropy', optimizer=optimizer, metrics=['accuracy'])
    return m


wrapped = KerasClassifier(build_fn=network, epochs=5, batch_size=100, verbose=0)
space = {'dropout': [0.0, 0.2, 0.4], 'optimizer': ['adam', 'rmsprop']}
search = GridSearchCV(estimator=wrapped, param_grid=space, cv=3)
result = search.fit(X, y)
print(result.best_score_, result.best_params_)
