"""The ear as a PyTorch network: whisper-base's encoder, and a convolutional CTC head at 30 ms a frame."""

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from models.ear.mel import BANDS
from models.ear.units import UNITS

WIDTH, HEADS, LAYERS, MAX_STATES = 512, 8, 6, 1500


class EncoderLayer(nn.Module):
    """Self-attention and feed-forward, each behind its own norm (Radford et al. 2022)."""

    def __init__(self) -> None:
        super().__init__()
        self.attention_norm = nn.LayerNorm(WIDTH)
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.feed_norm = nn.LayerNorm(WIDTH)
        self.feed_in = nn.Linear(WIDTH, 4 * WIDTH)
        self.feed_out = nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x: Tensor) -> Tensor:
        batch, length, _ = x.shape
        qkv = self.qkv(self.attention_norm(x)).reshape(batch, length, 3, HEADS, WIDTH // HEADS)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        heard = functional.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = x + self.out(heard)
        return x + self.feed_out(functional.gelu(self.feed_in(self.feed_norm(x))))


class Encoder(nn.Module):
    """float32 log-mel [batch, 80, 10 ms frames] to states [batch, 20 ms frames, 512]."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv1d(BANDS, WIDTH, 3, padding=1)
        self.conv2 = nn.Conv1d(WIDTH, WIDTH, 3, stride=2, padding=1)
        self.register_buffer("positions", torch.zeros(MAX_STATES, WIDTH))
        self.layers = nn.ModuleList(EncoderLayer() for _ in range(LAYERS))
        self.norm = nn.LayerNorm(WIDTH)

    def forward(self, mel: Tensor) -> Tensor:
        x = functional.gelu(self.conv2(functional.gelu(self.conv1(mel)))).transpose(1, 2)
        x = x + self.positions[: x.shape[1]]
        for layer in self.layers:
            x = layer(x)
        return self.norm(x)

    def load_published(self, variables: Mapping[str, np.ndarray]) -> None:
        """Take the weights over from whisper's CTranslate2 file (names as there, without 'encoder/')."""
        with torch.no_grad():
            for ours, theirs in _published_names():
                self.get_parameter(ours).copy_(torch.from_numpy(variables[theirs]))
            self.positions.copy_(torch.from_numpy(variables["position_encodings/encodings"]))


class ResidualBlock(nn.Module):
    """A grouped dilated convolution and a mix of channels, added to what came in."""

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.spread = nn.Conv1d(width, width, 3, padding=dilation, dilation=dilation, groups=4)
        self.mix = nn.Conv1d(width, width, 1)
        self.norm = nn.BatchNorm1d(width)

    def forward(self, x: Tensor, drop: float) -> Tensor:
        y = self.mix(functional.gelu(self.norm(self.spread(x))))
        return x + functional.dropout(y, drop, self.training)


class Head(nn.Module):
    """States at 30 ms [batch, frames, 512] to log-posteriors [batch, frames, units]."""

    def __init__(self, width: int = 384, dilations: tuple[int, ...] = (1, 1, 2, 2, 3, 1)) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.first = nn.Conv1d(WIDTH, width, 3, padding=1)
        self.blocks = nn.ModuleList(ResidualBlock(width, d) for d in dilations)
        self.last = nn.Conv1d(width, len(UNITS), 1)

    def forward(self, states: Tensor, drop: float = 0.0) -> Tensor:
        x = functional.dropout(self.norm(states), drop, self.training).transpose(1, 2)
        x = functional.gelu(self.first(x))
        for block in self.blocks:
            x = block(x, drop)
        return functional.log_softmax(self.last(x).transpose(1, 2).float(), -1)


class EarNetwork(nn.Module):
    """Log-mel [batch, 80, n] to log-posteriors [batch, n // 3, units]; n is a multiple of 6."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.head = Head()

    def forward(self, mel: Tensor, drop: float = 0.0) -> Tensor:
        return self.head(to_30_ms(self.encoder(mel)), drop)


def to_30_ms(states: Tensor) -> Tensor:
    """Three states of 20 ms to two of 30 ms, each read off at its middle by linear interpolation."""
    first, second, third = states[:, 0::3], states[:, 1::3], states[:, 2::3]
    pairs = torch.stack([first * 0.875 + second * 0.125, second * 0.375 + third * 0.625], 2)
    return pairs.reshape(states.shape[0], -1, WIDTH)


def _published_names() -> list[tuple[str, str]]:
    modules = [("conv1", "conv1"), ("conv2", "conv2"), ("norm", "layer_norm")]
    for i in range(LAYERS):
        modules += [
            (f"layers.{i}.{ours}", f"layer_{i}/{theirs}")
            for ours, theirs in (
                ("attention_norm", "self_attention/layer_norm"),
                ("qkv", "self_attention/linear_0"),
                ("out", "self_attention/linear_1"),
                ("feed_norm", "ffn/layer_norm"),
                ("feed_in", "ffn/linear_0"),
                ("feed_out", "ffn/linear_1"),
            )
        ]
    names = []
    for ours, theirs in modules:
        weight, bias = ("gamma", "beta") if "norm" in theirs else ("weight", "bias")
        names += [(f"{ours}.weight", f"{theirs}/{weight}"), (f"{ours}.bias", f"{theirs}/{bias}")]
    return names
