# Multi-class problem with cross validation
import numpy
import pandas
from keras.models import Sequential
from keras.layers import Dense
from keras.wrappers.scikit_learn import KerasClassifier
from sklearn.model_selection import cross_val_score, KFold
from sklearn.preprocessing import LabelEncoder, OneHotEncoder
from sklearn.pipeline import Pipeline

numpy.random.seed(3)

# load data
table = pandas.read_csv("iris.data", header=None)
values = table.values
inputs = values[:, :4].astype(float)
names = values[:, 4]

# encode
codes = LabelEncoder().fit_transform(names)

# model
def small_net():
    net = Sequential()
    net.add(Dense(6, input_dim=4, activation='relu'))
    net.add(Dense(3, activation='softmax'))
    net.compile(loss='sparse_categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
    return net

classifier = KerasClassifier(build_fn=small_net, epochs=100, batch_size=5, verbose=0)
folds = KFold(n_splits=10, shuffle=True)
res = cross_val_score(classifier, inputs, codes, cv=folds)
print("mean: %.2f%% (+- %.2f%%)" % (res.mean()*100, res.std()*100))
