from keras.models import Sequential
from keras.layers import Dense
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split

# sepal length, sepal width, petal length, petal width
x, y = load_iris(return_X_y=True)
print(x[:3], y[:3])

x_train, x_test, y_train, y_test = train_test_split(x, y)

model = Sequestial()
model.add(Dense(12, input_dim=4, activation='relu'))
model.add(Dense(3, activation='softmax'))
model.compile(loss='sparse_categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(x_train, y_train, epochs=100, batch_size=10)
loss, acc = model.evaluate(x_test, y_test, verbose=0)
print("acc: %.2f" % acc)
