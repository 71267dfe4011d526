import pandas as pd
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Input
from sklearn.model_selection import train_test_split

df = pd.read_csv('iris.csv')
# the names in the file are a bit different on every website
df.columns = ['a', 'b', 'c', 'd', 'flower']

X = df[['a', 'b', 'c', 'd']].values.astype('float32')
y = df['flower'].values

X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=77)

model = Sequential([
    Input(shape=(4,)),
    Dense(10, activation='relu'),
    Dense(10, activation='relu'),
    Dense(3, activation='softmax'),
])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(X_train, y_train, epochs=50, batch_size=5)
print(model.evaluate(X_test, y_test))
