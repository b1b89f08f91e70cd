"""The network that Vosk runs, for training: a factored time-delay network with CTC outputs (TDNN-F, Povey et al. 2018).

Every operation has one counterpart in Kaldi's nnet3. Convolutions are valid ones: the caller pads the features with
copies of the first and the last frame, which is what Vosk does, so that both agree.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.training.asr.topology import (
    FIRST_OFFSETS,
    NORM_EPSILON,
    RESIDUAL,
    SECOND_OFFSETS,
    STRIDE,
    Topology,
)


class Taps(nn.Module):
    """An affine layer over several frames, first to last; stride: only every so manieth result."""

    def __init__(
        self, inputs: int, outputs: int, offsets: tuple[int, ...], stride: int = 1, bias: bool = True
    ) -> None:
        super().__init__()
        self.places, self.stride = [offset - offsets[0] for offset in offsets], stride
        self.layer = nn.Linear(inputs * len(offsets), outputs, bias=bias)

    def forward(self, x: Tensor) -> Tensor:
        rows = (x.shape[1] - self.places[-1] - 1) // self.stride + 1
        if len(self.places) == 2 and self.stride == 1 and self.layer.bias is None:
            # few outputs: one product, then shifted and added, instead of a copy of the wide input
            both = functional.linear(x, torch.cat(self.layer.weight.chunk(2, 1)))
            half = self.layer.out_features
            return both[:, :rows, :half] + both[:, self.places[1] :, half:]
        span = (rows - 1) * self.stride + 1
        return self.layer(torch.cat([x[:, p : p + span : self.stride] for p in self.places], -1))


class Norm(nn.BatchNorm1d):
    """Batch norm over [sequences, rows, channels], without gain and bias, as Kaldi has it."""

    def __init__(self, channels: int) -> None:
        super().__init__(channels, eps=NORM_EPSILON, momentum=0.05, affine=False)

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x.flatten(0, 1)).view_as(x)


class Rectified(Taps):
    """Taps, ReLU, batch norm."""

    def __init__(self, inputs: int, outputs: int, offsets: tuple[int, ...], stride: int = 1) -> None:
        super().__init__(inputs, outputs, offsets, stride)
        self.norm = Norm(outputs)

    def forward(self, x: Tensor) -> Tensor:
        return self.norm(torch.relu(super().forward(x)))


class Block(nn.Module):
    """A narrow layer over the row `back` rows ago and now, a wide one over now and the next, added to its input."""

    def __init__(self, topology: Topology, back: int) -> None:
        super().__init__()
        self.back = back
        self.squeeze = Taps(topology.width, topology.bottleneck, (-back, 0), bias=False)
        self.spread = Taps(topology.bottleneck, topology.width, (0, 1))
        self.norm = Norm(topology.width)

    def forward(self, x: Tensor, drop: float) -> Tensor:
        y = self.norm(torch.relu(self.spread(self.squeeze(x))))
        if self.training and drop:  # continuous dropout: one factor for each channel of a sequence
            y = y * torch.empty(len(y), 1, y.shape[2], dtype=y.dtype).uniform_(1 - 2 * drop, 1 + 2 * drop)
        return torch.add(y, x[:, self.back : x.shape[1] - 1], alpha=RESIDUAL)


class Network(nn.Module):
    """Padded features [sequences, left + n + right, inputs] to log-posteriors [sequences, ceil(n / 3), units]."""

    def __init__(self, topology: Topology) -> None:
        super().__init__()
        self.topology = topology
        self.register_buffer("mean", torch.zeros(topology.inputs))
        self.register_buffer("scale", torch.ones(topology.inputs))
        self.first = Rectified(topology.inputs, topology.first, FIRST_OFFSETS)
        self.second = Rectified(topology.first, topology.width, SECOND_OFFSETS, STRIDE)
        self.blocks = nn.ModuleList([Block(topology, back) for back in topology.back])
        self.last = Rectified(topology.width, topology.last, (0,))
        self.units = nn.Linear(topology.last, topology.units)

    @torch.no_grad()
    def scale_by(self, mean: Tensor, scale: Tensor) -> None:
        """Look at features less this mean, times this scale; the first layer changes so that the function stays."""
        taps = len(FIRST_OFFSETS)
        layer, by = self.first.layer, (self.scale / scale).repeat(taps)
        shift = (self.scale * (mean - self.mean)).repeat(taps)
        layer.bias.add_(layer.weight @ shift)
        layer.weight.mul_(by)
        self.mean.copy_(mean)
        self.scale.copy_(scale)

    def padded(self, features: Tensor) -> Tensor:
        """[sequences, n, inputs] with copies of its first and last frame, as many as ceil(n / 3) rows need."""
        n = features.shape[1]
        behind = self.topology.right + (n - 1) // STRIDE * STRIDE + 1 - n
        before = features[:, :1].expand(-1, self.topology.left, -1)
        return torch.cat([before, features, features[:, -1:].expand(-1, behind, -1)], 1)

    def forward(self, features: Tensor, drop: float = 0.0) -> Tensor:
        x = self.second(self.first((features - self.mean) * self.scale))
        for block in self.blocks:
            x = block(x, drop)
        return functional.log_softmax(self.units(self.last(x)).float(), -1)
