"""The plain blocks as PyTorch modules, written from their papers; outputs and gradients for weights and inputs from a folder."""
import json
import struct
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.set_num_threads(1)


class LayerNormMap(nn.LayerNorm):
    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


class ConvNeXt(nn.Module):
    def __init__(self, c=8):
        super().__init__()
        self.dwconv = nn.Conv2d(c, c, 7, padding=3, groups=c)
        self.norm = nn.LayerNorm(c, eps=1e-6)
        self.pwconv1, self.pwconv2 = nn.Linear(c, 4 * c), nn.Linear(4 * c, c)
        self.gamma = nn.Parameter(torch.ones(c))

    def forward(self, x):
        y = self.norm(self.dwconv(x).permute(0, 2, 3, 1))
        y = self.gamma * self.pwconv2(F.gelu(self.pwconv1(y)))
        return x + y.permute(0, 3, 1, 2)


class Attention(nn.Module):
    def __init__(self, c, heads):
        super().__init__()
        self.heads = heads
        self.qkv, self.proj = nn.Linear(c, 3 * c), nn.Linear(c, c)

    def forward(self, x):
        n, t, c = x.shape
        q, k, v = self.qkv(x).reshape(n, t, 3, self.heads, c // self.heads).permute(2, 0, 3, 1, 4)
        map = (q @ k.transpose(-2, -1) / (c // self.heads) ** 0.5).softmax(-1)
        return self.proj((map @ v).transpose(1, 2).reshape(n, t, c))


class VitEncoder(nn.Module):
    def __init__(self, c=12, heads=3):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(c, eps=1e-6), nn.LayerNorm(c, eps=1e-6)
        self.attn = Attention(c, heads)
        self.mlp = nn.ModuleDict({"fc1": nn.Linear(c, 4 * c), "fc2": nn.Linear(4 * c, c)})

    def forward(self, x):
        x = x + self.attn(self.norm1(x))
        return x + self.mlp["fc2"](F.gelu(self.mlp["fc1"](self.norm2(x))))


class VisionTransformer(nn.Module):
    """One encoder on patches of 4, a class token before them."""

    def __init__(self, c=12, patch=4, places=6, classes=5):
        super().__init__()
        self.patch_embed = nn.ModuleDict({"proj": nn.Conv2d(3, c, patch, patch)})
        self.cls_token = nn.Parameter(torch.zeros(1, 1, c))
        self.pos_embed = nn.Parameter(torch.zeros(1, 1 + places, c))
        self.blocks = nn.Sequential(VitEncoder(c))
        self.norm, self.head = nn.LayerNorm(c, eps=1e-6), nn.Linear(c, classes)

    def forward(self, x):
        x = self.patch_embed["proj"](x).flatten(2).transpose(1, 2)
        x = torch.cat([self.cls_token.repeat(len(x), 1, 1), x], 1) + self.pos_embed
        return self.head(self.norm(self.blocks(x))[:, 0])


class PatchEmbedding(nn.Module):
    def __init__(self, c=6, patch=4, places=6):
        super().__init__()
        self.patch_embed = nn.ModuleDict({"proj": nn.Conv2d(3, c, patch, patch)})
        self.pos_embed = nn.Parameter(torch.zeros(1, places, c))

    def forward(self, x):
        return self.patch_embed["proj"](x).flatten(2).transpose(1, 2) + self.pos_embed


def double_conv(c, width):
    return nn.Sequential(
        nn.Conv2d(c, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU(),
        nn.Conv2d(width, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU(),
    )


class UNet(nn.Module):
    """Two halvings."""

    def __init__(self, c=3, width=4, classes=2):
        super().__init__()
        a, b = width, 2 * width
        self.encode = double_conv(c, a)
        self.skip = nn.ModuleDict({
            "encode": double_conv(a, b),
            "skip": nn.ModuleDict({"encode": double_conv(b, 2 * b), "up": nn.ConvTranspose2d(2 * b, b, 2, 2)}),
            "decode": double_conv(2 * b, b),
            "up": nn.ConvTranspose2d(b, a, 2, 2),
        })
        self.decode = double_conv(2 * a, a)
        self.head = nn.Conv2d(a, classes, 1)

    def forward(self, x):
        outer = self.encode(x)
        inner = self.skip["encode"](F.max_pool2d(outer, 2))
        deep = self.skip["skip"]["encode"](F.max_pool2d(inner, 2))
        y = self.skip["decode"](torch.cat([inner, self.skip["skip"]["up"](deep)], 1))
        return self.head(self.decode(torch.cat([outer, self.skip["up"](y)], 1)))


class SqueezeExcite(nn.Module):
    def __init__(self, c=16, squeezed=8):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(c, squeezed), nn.Linear(squeezed, c)

    def forward(self, x):
        return x * F.hardsigmoid(self.fc2(F.relu(self.fc1(x.mean((2, 3))))))[:, :, None, None]


class Basic(nn.Module):
    def __init__(self, c=6, width=8, stride=2):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(c, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width)
        self.conv2, self.bn2 = nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width)
        if stride > 1 or width != c:
            self.downsample = nn.Sequential(nn.Conv2d(c, width, 1, stride, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + (self.downsample(x) if hasattr(self, "downsample") else x))


class Bottleneck(nn.Module):
    def __init__(self, c=6, planes=4, stride=1):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(c, planes, 1, bias=False), nn.BatchNorm2d(planes)
        self.conv2, self.bn2 = nn.Conv2d(planes, planes, 3, stride, 1, bias=False), nn.BatchNorm2d(planes)
        self.conv3, self.bn3 = nn.Conv2d(planes, 4 * planes, 1, bias=False), nn.BatchNorm2d(4 * planes)
        if stride > 1 or 4 * planes != c:
            self.downsample = nn.Sequential(nn.Conv2d(c, 4 * planes, 1, stride, bias=False), nn.BatchNorm2d(4 * planes))

    def forward(self, x):
        y = F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))))
        return F.relu(self.bn3(self.conv3(y)) + (self.downsample(x) if hasattr(self, "downsample") else x))


class ResNet(nn.Module):
    """Two stages, of one block and of two."""

    def __init__(self, block=Basic, expansion=1, width=4, classes=3):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, width, 7, 2, 3, bias=False), nn.BatchNorm2d(width)
        inner = expansion * width
        self.layer1 = nn.Sequential(block(width, width, 1))
        self.layer2 = nn.Sequential(block(inner, 2 * width, 2), block(2 * inner, 2 * width, 1))
        self.fc = nn.Linear(2 * inner, classes)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        return self.fc(self.layer2(self.layer1(x)).mean((2, 3)))


class ResNetOfBottlenecks(ResNet):
    def __init__(self):
        super().__init__(Bottleneck, 4)


class Squeeze(nn.Module):
    def __init__(self, c, squeezed):
        super().__init__()
        self.fc1, self.fc2 = nn.Conv2d(c, squeezed, 1), nn.Conv2d(squeezed, c, 1)

    def forward(self, x):
        return x * F.hardsigmoid(self.fc2(F.relu(self.fc1(x.mean((2, 3), keepdim=True)))))


class Inverted(nn.Module):
    """MobileNetV3's, with hard swish and squeeze."""

    def __init__(self, c=4, hidden=16, kernel=5):
        super().__init__()
        self.block = nn.Sequential(
            nn.Sequential(nn.Conv2d(c, hidden, 1, bias=False), nn.BatchNorm2d(hidden), nn.Hardswish()),
            nn.Sequential(
                nn.Conv2d(hidden, hidden, kernel, 1, kernel // 2, groups=hidden, bias=False), nn.BatchNorm2d(hidden), nn.Hardswish()
            ),
            Squeeze(hidden, 8),
            nn.Sequential(nn.Conv2d(hidden, c, 1, bias=False), nn.BatchNorm2d(c)),
        )

    def forward(self, x):
        return x + self.block(x)


class InvertedV2(nn.Module):
    def __init__(self, c=4, width=6, hidden=24):
        super().__init__()
        self.conv = nn.Sequential(
            nn.Sequential(nn.Conv2d(c, hidden, 1, bias=False), nn.BatchNorm2d(hidden), nn.ReLU6()),
            nn.Sequential(nn.Conv2d(hidden, hidden, 3, 2, 1, groups=hidden, bias=False), nn.BatchNorm2d(hidden), nn.ReLU6()),
            nn.Conv2d(hidden, width, 1, bias=False),
            nn.BatchNorm2d(width),
        )

    def forward(self, x):
        return self.conv(x)


class ConvNeXtStem(nn.Module):
    """A ConvNeXt of two stages of one block."""

    def __init__(self, dims=(4, 8), classes=3):
        super().__init__()
        a, b = dims
        self.downsample_layers = nn.ModuleList([
            nn.Sequential(nn.Conv2d(3, a, 4, 4), LayerNormMap(a, eps=1e-6)),
            nn.Sequential(LayerNormMap(a, eps=1e-6), nn.Conv2d(a, b, 2, 2)),
        ])
        self.stages = nn.ModuleList([nn.Sequential(ConvNeXt(a)), nn.Sequential(ConvNeXt(b))])
        self.norm, self.head = nn.LayerNorm(b, eps=1e-6), nn.Linear(b, classes)

    def forward(self, x):
        for down, stage in zip(self.downsample_layers, self.stages):
            x = stage(down(x))
        return self.head(self.norm(x.mean((2, 3))))


def tensor(data, shape):
    return torch.tensor(data, dtype=torch.float32).reshape(shape)


def products(module, inputs, output):
    """Multiply-accumulates of one sample, by what went in and came out."""
    if isinstance(module, nn.ConvTranspose2d):
        return inputs[0][0].numel() * module.weight[0].numel()
    if isinstance(module, (nn.Conv2d, nn.Linear)):
        return output[0].numel() * module.weight[0].numel()
    if isinstance(module, Attention):
        _, t, c = output.shape
        return 2 * t * t * c
    return 0


answers = []
for case in json.load(sys.stdin):
    module = globals()[case["name"]]()
    state = {key: tensor(value["data"], value["shape"]) for key, value in case["weights"].items()}
    missing, unexpected = module.load_state_dict(state, strict=False)
    assert not unexpected and all(key.endswith("num_batches_tracked") for key in missing), (case["name"], missing, unexpected)
    module.train()
    counts = []
    hooks = [one.register_forward_hook(lambda *seen: counts.append(products(*seen))) for one in module.modules()]
    x = tensor(case["input"], case["shape"]).requires_grad_()
    y = module(x)
    for hook in hooks:
        hook.remove()
    y.backward(tensor(case["cotangent"], y.shape))
    gradients = {key: value.grad.flatten().tolist() for key, value in module.named_parameters()}
    answers.append({"output": y.flatten().tolist(), "shape": list(y.shape), "input": x.grad.flatten().tolist(), "gradients": gradients, "macs": sum(counts)})
json.dump(answers, sys.stdout)
