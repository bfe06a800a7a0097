#!/usr/bin/env python3
"""The computations of scripts/bench in PyTorch. Not called by hand: it waits for 'run' lines on standard input, does
one step or inference for each and answers with the milliseconds that it took."""

import argparse
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

LITE0 = [  # kernel, stride, expansion, channels
    (3, 1, 1, 16), (3, 2, 6, 24), (3, 1, 6, 24), (5, 2, 6, 40), (5, 1, 6, 40), (3, 2, 6, 80), (3, 1, 6, 80),
    (3, 1, 6, 80), (5, 1, 6, 112), (5, 1, 6, 112), (5, 1, 6, 112),
]
PROFILES = {
    "edge": dict(teacher="lite0", features=(24, 40, 112), widths=(32, 64, 128, 192), heads=True, width=64,
                 dilations=(1, 6, 12, 18)),
    "paper": dict(teacher="resnet18", features=(64, 128, 256), widths=(64, 128, 256, 512), heads=False, width=256,
                  dilations=(6, 12, 18)),
}


def normalized(inputs, outputs, kernel=3, stride=1, dilation=1, groups=1):
    padding = dilation * (kernel - 1) // 2
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, padding, dilation, groups, bias=False), nn.BatchNorm2d(outputs))


class BasicBlock(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = normalized(inputs, outputs, 3, stride)
        self.second = normalized(outputs, outputs)
        same = stride == 1 and inputs == outputs
        self.shortcut = nn.Identity() if same else normalized(inputs, outputs, 1, stride)

    def forward(self, x):
        return F.relu(self.second(F.relu(self.first(x), inplace=True)) + self.shortcut(x), inplace=True)


def stage(inputs, outputs, stride):
    return nn.Sequential(BasicBlock(inputs, outputs, stride), BasicBlock(outputs, outputs, 1))


def stem(outputs):
    return nn.Sequential(normalized(3, outputs, 7, 2), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1))


class Resnet18(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = stem(64)
        self.stages = nn.ModuleList([stage(64, 64, 1), stage(64, 128, 2), stage(128, 256, 2)])

    def forward(self, x):
        x, features = self.stem(x), []
        for layer in self.stages:
            x = layer(x)
            features.append(x)
        return features


class InvertedBottleneck(nn.Module):
    def __init__(self, inputs, kernel, stride, expansion, outputs):
        super().__init__()
        wide = inputs * expansion
        self.expand = nn.Sequential()
        if expansion > 1:
            self.expand = nn.Sequential(normalized(inputs, wide, 1), nn.ReLU6(inplace=True))
        before = (kernel - stride) // 2
        self.pads = (before, kernel - stride - before) * 2
        self.depthwise = nn.Sequential(
            nn.Conv2d(wide, wide, kernel, stride, 0 if stride > 1 else kernel // 2, groups=wide, bias=False),
            nn.BatchNorm2d(wide), nn.ReLU6(inplace=True))
        self.project = normalized(wide, outputs, 1)
        self.stride, self.residual = stride, stride == 1 and inputs == outputs

    def forward(self, x):
        y = self.expand(x)
        y = self.project(self.depthwise(F.pad(y, self.pads) if self.stride > 1 else y))
        return y + x if self.residual else y


class Lite0(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 32, 3, 2, bias=False), nn.BatchNorm2d(32), nn.ReLU6(inplace=True))
        inputs, blocks = 32, []
        for kernel, stride, expansion, outputs in LITE0:
            blocks.append(InvertedBottleneck(inputs, kernel, stride, expansion, outputs))
            inputs = outputs
        self.blocks = nn.ModuleList(blocks)

    def forward(self, x):
        x, features = self.stem(F.pad(x, (0, 1, 0, 1))), []
        for i, block in enumerate(self.blocks):
            x = block(x)
            if i in (2, 4, 10):
                features.append(x)
        return features


class Student(nn.Module):
    def __init__(self, profile):
        super().__init__()
        widths = profile["widths"]
        self.stem = stem(widths[0])
        self.encoder = nn.ModuleList(
            [stage(widths[max(i - 1, 0)], widths[i], 1 if i == 0 else 2) for i in range(4)])
        self.deepest = stage(widths[3], widths[3], 1)
        self.decoder = nn.ModuleList([stage(widths[i + 1], widths[i], 1) for i in range(3)])
        self.heads = nn.ModuleList(
            [nn.Conv2d(w, c, 1) if profile["heads"] else nn.Identity() for w, c in zip(widths, profile["features"])])

    def forward(self, x):
        x = self.stem(x)
        for layer in self.encoder:
            x = layer(x)
        x, features = self.deepest(x), [None] * 3
        for level in (2, 1, 0):
            x = self.decoder[level](F.interpolate(x, scale_factor=2, mode="bilinear"))
            features[level] = x
        return [head(feature) for head, feature in zip(self.heads, features)]


class SegmentationNetwork(nn.Module):
    def __init__(self, profile):
        super().__init__()
        width = profile["width"]
        self.residual = stage(sum(profile["features"]), width, 1)
        self.pooled = nn.Sequential(nn.AdaptiveAvgPool2d(1), normalized(width, width, 1), nn.ReLU(inplace=True))
        self.branches = nn.ModuleList([
            nn.Sequential(normalized(width, width, 1 if d == 1 else 3, 1, d), nn.ReLU(inplace=True))
            for d in profile["dilations"]])
        self.head = nn.Sequential(
            normalized(width * (1 + len(self.branches)), width), nn.ReLU(inplace=True), normalized(width, width),
            nn.ReLU(inplace=True), nn.Conv2d(width, 1, 1))

    def forward(self, x):
        x = self.residual(x)
        pooled = self.pooled(x).expand(-1, -1, *x.shape[2:])
        return torch.sigmoid(self.head(torch.cat([pooled] + [branch(x) for branch in self.branches], 1)))


def unit(features):
    return [F.normalize(x, dim=1, eps=1e-12) for x in features]


def denoising(profile, teacher, size, batch):
    student = Student(profile).train()
    optimizer = torch.optim.SGD(student.parameters(), lr=1e-3, momentum=0.9, weight_decay=1e-4)
    clean, corrupted = torch.randn(batch, 3, size, size), torch.randn(batch, 3, size, size)

    def run():
        with torch.no_grad():
            taught = unit(teacher(clean))
        learned = unit(student(corrupted))
        loss = sum((1 - (t * s).sum(1)).sum() / (t.shape[2] * t.shape[3]) for t, s in zip(taught, learned))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    return run


def at_stride_4(parts):
    return [parts[0]] + [F.interpolate(x, size=parts[0].shape[2:], mode="bilinear") for x in parts[1:]]


def segmentation(profile, teacher, size, batch):
    student, network = Student(profile).eval(), SegmentationNetwork(profile).train()
    optimizer = torch.optim.SGD(network.parameters(), lr=1e-3, momentum=0.9, weight_decay=1e-4)
    corrupted, mask = torch.randn(batch, 3, size, size), torch.zeros(batch, 1, size // 4, size // 4)

    def run():
        with torch.no_grad():
            pairs = zip(unit(teacher(corrupted)), unit(student(corrupted)))
            x = torch.cat(at_stride_4([-t * s for t, s in pairs]), 1)
        y = network(x)
        likelihood = y * mask + (1 - y) * (1 - mask)
        loss = -((1 - likelihood) ** 4 * likelihood.log().clamp(min=-100)).mean() + (y - mask).abs().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    return run


def inference(profile, teacher, size, batch):
    student, network = Student(profile).eval(), SegmentationNetwork(profile).eval()
    device = torch.get_default_device()
    image = torch.randint(0, 256, (batch, 3, size, size), dtype=torch.uint8).cpu()

    def run():
        with torch.inference_mode():
            x = (image.to(device).float() / 255 - 0.45) / 0.225
            taught, learned = unit(teacher(x)), unit(student(x))
            parts = at_stride_4([-t * s for t, s in zip(taught, learned)])
            distances = at_stride_4([1 - (t * s).sum(1, keepdim=True) for t, s in zip(taught, learned)])
            maps = network(torch.cat(parts, 1)), distances[0] * distances[1] * distances[2]
            return [F.interpolate(m, size=(size, size), mode="bilinear").cpu() for m in maps]

    return run


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["denoising", "segmentation", "inference"])
    parser.add_argument("--profile", choices=PROFILES, required=True)
    parser.add_argument("--batch", type=int, required=True)
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--device", default="cpu")
    settings = parser.parse_args()
    torch.set_default_device(settings.device)
    torch.manual_seed(1)
    torch.set_num_threads(settings.threads)
    profile = PROFILES[settings.profile]
    teacher = (Resnet18() if profile["teacher"] == "resnet18" else Lite0()).eval().requires_grad_(False)
    make = {"denoising": denoising, "segmentation": segmentation, "inference": inference}[settings.what]
    run = make(profile, teacher, settings.size, settings.batch)
    print("ready PyTorch", torch.__version__ + ("" if settings.device == "cpu" else ", " + settings.device), flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        run()
        print((time.perf_counter() - start) * 1000, flush=True)


if __name__ == "__main__":
    main()
