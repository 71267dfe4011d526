import numpy as np
import keras
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.model_selection import train_test_split

rng = np.random.default_rng(0)
good, bad = "great lovely fine superb fun warm".split(), "awful boring bad poor dull cold".split()
neutral = "the film was and a plot with actor scene music long end of it".split()
texts, labels = [], []
for _ in range(800):
    label = int(rng.integers(2))
    words = list(rng.choice(neutral, 12)) + list(rng.choice(good if label else bad, 2)) \
        + list(rng.choice(bad if label else good, 1))
    rng.shuffle(words)
    texts.append(" ".join(words))
    labels.append(label)
train_txt, test_txt, y_train, y_test = train_test_split(texts, np.array(labels), random_state=1)
cv = CountVectorizer(min_df=2)
x_train = cv.fit_transform(train_txt).toarray()
x_test = cv.transform(test_txt).toarray()

model = keras.Sequential([
    keras.Input((x_train.shape[1],)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=20, batch_size=32, validation_split=0.2, verbose=0)
print(model.evaluate(x_test, y_test, verbose=0))
