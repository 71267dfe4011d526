from keras.layers import Dense
from keras.models import Sequential
from keras.optimizers import Adam
from keras.utils import to_categorical
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder

iris = load_iris()
encoded_Y = LabelEncoder().fit_transform(iris.target_names[iris.target])
dummy_y = to_categorical(encoded_Y)
X_train, X_test, y_train, y_test = train_test_split(
    iris.data, dummy_y, test_size=0.3, random_state=7)


def baseline_model():
    model = Sequential()
    model.add(Dense(8, input_dim=4, activation="relu"))
    model.add(Dense(3, activation="sigmoid"))
    model.compile(loss="categorical_crossentropy", optimizer=Adam(0.01),
                  metrics=["accuracy"])
    return model


model = baseline_model()
model.fit(X_train, y_train, epochs=60, batch_size=5, verbose=0)
print("Baseline: %.2f" % model.evaluate(X_test, y_test, verbose=0)[1])
