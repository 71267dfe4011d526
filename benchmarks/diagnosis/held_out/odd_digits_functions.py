from sklearn import datasets
from sklearn.model_selection import train_test_split
import keras
from keras.layers import Dense


def get_data():
    d = datasets.load_digits()
    odd = d.target % 2
    return train_test_split(d.data / 16, odd, test_size=0.2, random_state=11)


def build(n_in, n_hidden=20):
    net = keras.Sequential([keras.Input((n_in,)),
                            Dense(n_hidden, activation="tanh"),
                            Dense(1, activation="relu")])
    net.compile(keras.optimizers.SGD(0.1), "binary_crossentropy", metrics=["accuracy"])
    return net


x_train, x_test, y_train, y_test = get_data()
net = build(x_train.shape[1])
net.fit(x_train, y_train, epochs=12, batch_size=16, verbose=0)
res = net.evaluate(x_test, y_test, verbose=0, return_dict=True)
print(res)
