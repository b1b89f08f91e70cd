"""The sentence encoder as a PyTorch network: the lowest layers of multilingual-e5-small, and one linear head."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.feeling.pieces import MOST_CHARS
from models.training.sentences.published import Published

WIDTH, FEED, HEADS, LAYERS = 384, 1536, 12, 4
PLACES = MOST_CHARS + 2
PUBLISHED_PLACES, PUBLISHED_PIECES, PUBLISHED_KINDS = 512, 250037, 2
EPSILON = 1e-12
DROP = 0.1


class Layer(nn.Module):
    """Self-attention and feed-forward, each followed by its norm (Devlin et al. 2019)."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, EPSILON)
        self.feed_in = nn.Linear(WIDTH, FEED)
        self.feed_out = nn.Linear(FEED, WIDTH)
        self.feed_norm = nn.LayerNorm(WIDTH, EPSILON)

    def forward(self, x: Tensor, seen: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).reshape(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        heard = functional.scaled_dot_product_attention(q, k, v, attn_mask=seen)
        heard = self.out(heard.transpose(1, 2).reshape(batch, length, WIDTH))
        x = self.attention_norm(x + functional.dropout(heard, DROP, self.training))
        fed = self.feed_out(functional.gelu(self.feed_in(x)))
        return self.feed_norm(x + functional.dropout(fed, DROP, self.training))


class EncoderNetwork(nn.Module):
    """Numbers of pieces [batch, n] to logits [batch, classes]; `real` [batch, n] is false where a text is filled up."""

    def __init__(self, pieces: int, classes: int) -> None:
        super().__init__()
        self.pieces = nn.Embedding(pieces, WIDTH)
        self.places = nn.Parameter(torch.zeros(PLACES, WIDTH))
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.head = nn.Linear(WIDTH, classes)

    def forward(self, numbers: Tensor, real: Tensor | None = None) -> Tensor:
        x = self.norm(self.pieces(numbers) + self.places[: numbers.shape[1]])
        x = functional.dropout(x, DROP, self.training)
        seen = None if real is None else real[:, None, None, :]
        for layer in self.layers:
            x = layer(x, seen)
        if real is None:
            mean = x.mean(1)
        else:
            weight = real[:, :, None].to(x.dtype)
            mean = (x * weight).sum(1) / weight.sum(1)
        return self.head(functional.dropout(mean, DROP, self.training))

    @torch.no_grad()
    def load_published(self, published: Published, kept: Sequence[int]) -> None:
        """Take over the layers, and of the pieces those whose published numbers are `kept`, in that order."""

        def tensor(name: str, *shape: int) -> Tensor:
            return torch.tensor(published.tensor(name, shape))

        self.pieces.weight.copy_(tensor("emb.word", PUBLISHED_PIECES, WIDTH)[list(kept)])
        kind = tensor("emb.type", PUBLISHED_KINDS, WIDTH)[0]
        self.places.copy_(tensor("emb.pos", PUBLISHED_PLACES, WIDTH)[:PLACES] + kind)
        self.norm.weight.copy_(tensor("emb.ln.w", WIDTH))
        self.norm.bias.copy_(tensor("emb.ln.b", WIDTH))
        for i, layer in enumerate(self.layers):
            layer.qkv.weight.copy_(torch.cat([tensor(f"l{i}.{part}.w", WIDTH, WIDTH) for part in "qkv"]))
            layer.qkv.bias.copy_(torch.cat([tensor(f"l{i}.{part}.b", WIDTH) for part in "qkv"]))
            for module, name in (
                (layer.out, "ao"),
                (layer.attention_norm, "aln"),
                (layer.feed_in, "fi"),
                (layer.feed_out, "fo"),
                (layer.feed_norm, "oln"),
            ):
                module.weight.copy_(tensor(f"l{i}.{name}.w", *module.weight.shape))
                module.bias.copy_(tensor(f"l{i}.{name}.b", *module.bias.shape))
