import torch
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset
from keras.datasets import mnist   # only for the data

(x, y), (xt, yt) = mnist.load_data()
x = torch.tensor(x).float().reshape(-1, 784) / 255
y = torch.tensor(y).long()
loader = DataLoader(TensorDataset(x, y), batch_size=64, shuffle=True)

model = nn.Sequential(
    nn.Linear(784, 100),
    nn.ReLU(),
    nn.Linear(100, 10),
)
criterion = nn.CrossEntropyLoss()
optimizer = optim.SGD(model.parameters(), lr=0.1)

for epoch in range(5):
    for bx, by in loader:
        optimizer.zero_grad()
        loss = criterion(model(bx), by)
        loss.backward()
        optimizer.step()
    print(epoch, loss.item())
