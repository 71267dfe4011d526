import numpy as np
from sklearn.datasets import load_iris
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
# from keras.models import Sequential   <- not needed any more, this is shorter

X, y = load_iris(return_X_y=True)
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.3, random_state=6)

model = make_pipeline(StandardScaler(), MLPClassifier(max_iter=300, random_state=6))
grid = {
    "mlpclassifier__hidden_layer_sizes": [(5,), (10,)],
    "mlpclassifier__activation": ["relu", "tanh"],
    "mlpclassifier__learning_rate_init": [0.01],
}
search = GridSearchCV(model, grid, cv=3)
search.fit(X_tr, y_tr)

print(search.best_params_)
print("test:", search.score(X_te, y_te))
