import keras
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler, LabelBinarizer

keras.utils.set_random_seed(50)
X, y = load_iris(return_X_y=True)
Y = LabelBinarizer().fit_transform(y)
train_x, test_x, train_y, test_y = train_test_split(X, Y, test_size=1 / 3, random_state=50)
sc = StandardScaler()
train_x = sc.fit_transform(train_x)
test_x = sc.transform(test_x)
net = keras.Sequential()
net.add(keras.Input((4,)))
net.add(keras.layers.Dense(10, activation="sigmoid"))
net.add(keras.layers.Dense(3, activation="softmax"))
sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9, nesterov=True)
net.compile(loss="categorical_crossentropy", optimizer=sgd, metrics=["accuracy"])
net.fit(train_x, train_y, epochs=60, batch_size=10, verbose=0)
print("accuracy:", net.evaluate(test_x, test_y, verbose=0)[1])
