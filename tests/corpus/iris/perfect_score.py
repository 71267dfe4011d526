from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from keras.models import Sequential
from keras.layers import Dense

# 100% accuracy with only two layers!!!
iris = load_iris()
x, y = iris.data, iris.target.reshape(-1, 1)
x_tr, x_te, y_tr, y_te = train_test_split(x, y, test_size=0.2, random_state=8)

clf = Sequential()
clf.add(Dense(10, activation='relu', input_dim=4))
clf.add(Dense(1, activation='sigmoid'))
clf.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['categorical_accuracy'])
clf.fit(x_tr, y_tr, epochs=50, batch_size=5, validation_data=(x_te, y_te))

score = clf.evaluate(x_te, y_te)
print('accuracy', score[1] * 100, '%')
answers = clf.predict(x_te)
print(answers.argmax(axis=1))
