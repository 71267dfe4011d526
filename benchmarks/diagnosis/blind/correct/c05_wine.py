import tensorflow as tf
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder

wine = load_wine()
y = OneHotEncoder(sparse_output=False).fit_transform(wine.target.reshape(-1, 1))
X_train, X_test, y_train, y_test = train_test_split(wine.data, y, test_size=0.25, random_state=42)
mm = MinMaxScaler()
X_train = mm.fit_transform(X_train)
X_test = mm.transform(X_test)

model = tf.keras.models.Sequential([
    tf.keras.layers.Dense(20, activation='relu', input_shape=(13,)),
    tf.keras.layers.Dense(3, activation='softmax'),
])
model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(X_train, y_train, epochs=60, batch_size=8, verbose=0)
print(model.evaluate(X_test, y_test, verbose=2))
