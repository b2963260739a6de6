"""The network that reads: MiniLM's layers, the upper ones with low-rank updates beside them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

APPEARANCES = 5
BLOCKED = -1e4


class LowRank(nn.Module):
    """A frozen linear layer with a trained update of low rank beside it."""

    def __init__(self, linear: nn.Linear, rank: int) -> None:
        super().__init__()
        self.linear = linear
        scale = linear.in_features**-0.5
        self.down = nn.Parameter(torch.randn(rank, linear.in_features) * scale)
        self.up = nn.Parameter(torch.zeros(linear.out_features, rank))

    def forward(self, states: Tensor) -> Tensor:
        """Shape (..., in_features) to (..., out_features)."""
        out: Tensor = self.linear(states) + (states @ self.down.T) @ self.up.T
        return out


def adapt_layers(layers: nn.ModuleList, rank: int) -> None:
    """Put a low-rank update beside every linear layer of BERT's ``layers``."""
    for layer in layers:
        _adapt(layer, rank)


def _adapt(layer: Any, rank: int) -> None:
    attention = layer.attention
    for name in ("query", "key", "value"):
        setattr(attention.self, name, LowRank(getattr(attention.self, name), rank))
    for part in (attention.output, layer.intermediate, layer.output):
        part.dense = LowRank(part.dense, rank)


class Upper(nn.Module):
    """The adapted upper layers and the outputs, over the frozen lower layers' states."""

    def __init__(self, layers: nn.ModuleList, width: int, rank: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.layers = layers.requires_grad_(False)
        adapt_layers(self.layers, rank)
        self.appearance = nn.Parameter(torch.zeros(APPEARANCES, width))
        self.segment = nn.Parameter(torch.zeros(width))
        self.outputs = nn.Linear(width, 2)
        self.appearance_outputs = nn.Parameter(torch.zeros(APPEARANCES, 2))
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, types: Tensor, mask: Tensor, appearance: Tensor) -> Tensor:
        """Logits of first and last word, shape (batch, pieces, 2); -1e4 where impossible."""
        states = states + appearance @ self.appearance + types[..., None].float() * self.segment
        states = run_layers(self.dropout(states), mask, self.layers)
        logits: Tensor = self.outputs(self.dropout(states)) + appearance @ self.appearance_outputs
        possible = (types == 1) & (mask == 1)
        possible[torch.arange(len(mask)), mask.sum(1) - 1] = False
        possible[:, 0] = True
        return logits.masked_fill(~possible[..., None], BLOCKED)


def run_layers(states: Tensor, mask: Tensor, layers: nn.ModuleList) -> Tensor:
    """``states`` of shape (batch, pieces, width) through ``layers``; mask (batch, pieces)."""
    additive = (1.0 - mask[:, None, None, :].float()) * -1e9
    for layer in layers:
        out = layer(states, additive)
        states = out[0] if isinstance(out, tuple) else out
    return states


def load_updates(module: nn.Module, stored: Mapping[str, NDArray[Any]], source: Path) -> None:
    """Fill what is trained of ``module`` from ``stored``, read from ``source``, and merge it.

    Raises:
        ValueError: something trained is missing, or there is more than fits.
    """
    state = {name: torch.from_numpy(value.astype(np.float32)) for name, value in stored.items()}
    missing, unexpected = module.load_state_dict(state, strict=False)
    trained = [name for name in missing if module.get_parameter(name).requires_grad]
    if unexpected or trained:
        raise ValueError(f"{source} does not fit the network: {unexpected or trained}")
    merge_updates(module)


def merge_updates(module: nn.Module) -> None:
    """Add each low-rank update to the weights it stands beside: the same sums, sooner."""
    for name, child in module.named_children():
        if isinstance(child, LowRank):
            with torch.no_grad():
                child.linear.weight += child.up @ child.down
            setattr(module, name, child.linear)
        else:
            merge_updates(child)
