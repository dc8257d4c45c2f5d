"""One training step of the reference network in PyTorch with two threads: python3 torch_step.py BATCH ROUNDS"""

import statistics
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(2)


def haar(x):
    """Bands of even maps; band-major, which costs the same as WaveMix's order."""
    a, b = x[:, :, 0::2, 0::2], x[:, :, 0::2, 1::2]
    c, d = x[:, :, 1::2, 0::2], x[:, :, 1::2, 1::2]
    return torch.cat([a + b + c + d, a + b - c - d, a - b + c - d, a - b - c + d], 1) * 0.5


class WaveMixLite(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.reduction = nn.Conv2d(width, width // 4, 1)
        self.feedforward = nn.Sequential(
            nn.Conv2d(width, 2 * width, 1),
            nn.GELU(),
            nn.Conv2d(2 * width, width, 1),
            nn.ConvTranspose2d(width, width, 4, 2, 1),
            nn.BatchNorm2d(width),
        )

    def forward(self, x):
        return self.feedforward(haar(self.reduction(x))) + x


def stem(inputs, width, stride):
    return nn.Conv2d(inputs, width, 3, stride, 1), nn.BatchNorm2d(width), nn.GELU()


net = nn.Sequential(
    *stem(1, 32, 1),
    WaveMixLite(32),
    WaveMixLite(32),
    *stem(32, 64, 2),
    WaveMixLite(64),
    WaveMixLite(64),
    nn.AdaptiveAvgPool2d(1),
    nn.Flatten(),
    nn.Linear(64, 10),
)
batch, rounds = int(sys.argv[1]), int(sys.argv[2])
optimizer = torch.optim.Adam(net.parameters(), 1e-3)
images = torch.randn(batch, 1, 28, 28)
labels = torch.arange(batch) % 10


def step():
    began = time.perf_counter()
    optimizer.zero_grad()
    loss = F.cross_entropy(net(images), labels)
    loss.backward()
    optimizer.step()
    loss.item()
    return 1000 * (time.perf_counter() - began)


for _ in range(3):
    step()
times = [step() for _ in range(rounds)]
print(
    f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads, batch {batch}: "
    f"median {statistics.median(times):.1f} ms, least {min(times):.1f} ms"
)
