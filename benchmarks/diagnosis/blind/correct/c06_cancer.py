import numpy as np
from keras import Input, Model
from keras.layers import Dense, Dropout
from sklearn.datasets import load_breast_cancer
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

X, y = load_breast_cancer(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=101)
ss = StandardScaler()
X_train, X_test = ss.fit_transform(X_train), ss.transform(X_test)

inp = Input(shape=(30,))
h = Dropout(0.5)(Dense(30, activation='relu')(inp))
h = Dropout(0.5)(Dense(15, activation='relu')(h))
model = Model(inp, Dense(1, activation='sigmoid')(h))
model.compile(loss='binary_crossentropy', optimizer='adam')
model.fit(X_train, y_train, epochs=25, validation_split=0.2, verbose=0)
pred = (model.predict(X_test, verbose=0) > 0.5).astype('int32').ravel()
print(classification_report(y_test, pred))
print('accuracy', np.mean(pred == y_test))
