# -- coding: utf-8 --
# compare my neural network with the random forest from last week
from sklearn import datasets
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score, confusion_matrix
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler
import keras
import numpy as np

data = datasets.load_iris()
features = data['data']
target = data['target']

tr_x, te_x, tr_y, te_y = train_test_split(features, target, test_size=50, random_state=11, stratify=target)

mm = MinMaxScaler()
tr_x = mm.fit_transform(tr_x)
te_x = mm.transform(te_x)

# ---------------- the net ----------------
def build_net(n_in, n_out):
    net = keras.Sequential(name='flowers')
    net.add(keras.layers.Dense(20, input_dim=n_in, kernel_regularizer=keras.regularizers.l2(0.001)))
    net.add(keras.layers.BatchNormalization())
    net.add(keras.layers.Activation('relu'))
    net.add(keras.layers.Dense(n_out))
    net.add(keras.layers.Activation('softmax'))
    net.compile(keras.optimizers.SGD(learning_rate=0.1, momentum=0.9),
                'categorical_crossentropy', metrics=['accuracy'])
    return net

model = build_net
model = model(4, 3)
model.fit(tr_x, keras.utils.to_categorical(tr_y), batch_size=25, epochs=80, verbose=0)
net_answers = np.argmax(model.predict(te_x), axis=1)

# ---------------- the forest ----------------
model = RandomForestClassifier(n_estimators=100, random_state=11)
model.fit(tr_x, tr_y)
forest_answers = model.predict(te_x)

print('net   :', accuracy_score(te_y, net_answers))
print('forest:', accuracy_score(te_y, forest_answers))
print(confusion_matrix(te_y, net_answers))
