"""The network: ModernBERT of transformers over subwords and their writing, with heads for every task.

torch and transformers are imported when a network is made, never before.
"""

from dataclasses import asdict, dataclass
from typing import Any

from extractors.encoder.tokens import KINDS_OF_WRITING, PAD, SEPARATOR
from flows.encoder.vocabulary import SIZE

LONGEST_TOKENS = 512
ABSENT_LOGIT = -4.0
"""Where training starts for an indicator: about 2 % of words carry any one of them."""
SHARPNESS = 2.0
"""Of the soft maximum over words; 1 lets many weak words add up, 10 hears the strongest word alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The size of the trunk. Bundled: 6 layers of 384, 8.8 M weights and 7.7 M of the vocabulary."""

    width: int = 384
    layers: int = 6
    heads: int = 6
    inner: int = 768


def make_trunk(shape: Shape) -> Any:
    """ModernBERT, all layers global, without learned positions.

    Attention is written out, and nothing is dropped inside: on a CPU either costs as much as the rest of a step.
    """
    from transformers import ModernBertConfig, ModernBertModel

    return ModernBertModel(
        ModernBertConfig(
            vocab_size=SIZE,
            hidden_size=shape.width,
            intermediate_size=shape.inner,
            num_hidden_layers=shape.layers,
            num_attention_heads=shape.heads,
            global_attn_every_n_layers=1,
            max_position_embeddings=LONGEST_TOKENS,
            pad_token_id=PAD,
            bos_token_id=2,
            cls_token_id=2,
            eos_token_id=SEPARATOR,
            sep_token_id=SEPARATOR,
            attn_implementation="eager",
            embedding_dropout=0.0,
            mlp_dropout=0.0,
            attention_dropout=0.0,
        )
    )


def masked_language_model(shape: Shape) -> Any:
    """Module: ids, writing (batch x tokens), flat places, labels → mean cross-entropy at these places."""
    import torch
    from torch import nn
    from torch.nn import functional

    class MaskedLanguageModel(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.trunk = make_trunk(shape)
            self.case = nn.Embedding(KINDS_OF_WRITING, shape.width)
            nn.init.normal_(self.case.weight, std=0.02)
            self.dense = nn.Linear(shape.width, shape.width, bias=False)
            self.norm = nn.LayerNorm(shape.width, bias=False)
            self.bias = nn.Parameter(torch.zeros(SIZE))

        def forward(self, ids: Any, writing: Any, places: Any, labels: Any) -> Any:
            table = self.trunk.embeddings.tok_embeddings
            states = self.trunk(inputs_embeds=table(ids) + self.case(writing)).last_hidden_state
            chosen = states.reshape(-1, states.shape[-1])[places]
            guess = self.norm(functional.gelu(self.dense(chosen)))
            return functional.cross_entropy((guess @ table.weight.t() + self.bias).float(), labels)

    return MaskedLanguageModel()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """Widths of the heads."""

    tags: int
    indicators: int
    polarities: int
    kinds: int


def reading_model(shape: Shape, outputs: Outputs, dropout: float) -> Any:
    """Module: ids, writing, mask (batch x tokens) → names, evidence, polarity (each a token), indicators, kind, alert.

    An indicator is present if a word carries it: its document score is a soft maximum over words plus what the mean
    of the text says.
    """
    import torch
    from torch import nn

    class ReadingModel(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            width = shape.width
            self.trunk = make_trunk(shape)
            self.case = nn.Embedding(KINDS_OF_WRITING, width)
            self.drop = nn.Dropout(dropout)
            self.names = nn.Linear(width, outputs.tags)
            self.evidence = nn.Sequential(
                nn.Linear(width, width), nn.GELU(), nn.Dropout(dropout), nn.Linear(width, outputs.indicators)
            )
            self.polarity = nn.Linear(width, outputs.polarities)
            self.whole = nn.Linear(width, outputs.indicators)
            self.kind = nn.Linear(width, outputs.kinds)
            self.alert = nn.Linear(width, 1)
            self.scale = nn.Parameter(torch.ones(outputs.indicators))
            nn.init.constant_(self.evidence[3].bias, ABSENT_LOGIT)
            nn.init.zeros_(self.whole.weight)
            nn.init.zeros_(self.whole.bias)

        def forward(self, ids: Any, writing: Any, mask: Any) -> tuple[Any, ...]:
            embedded = self.trunk.embeddings.tok_embeddings(ids) + self.case(writing)
            states = self.drop(self.trunk(inputs_embeds=embedded, attention_mask=mask).last_hidden_state)
            there = mask[..., None].to(states.dtype)
            mean = (states * there).sum(1) / there.sum(1).clamp(min=1)
            words = self.evidence(states).float()
            heard = words.masked_fill(mask[..., None] == 0, -30.0)
            strongest = torch.logsumexp(heard * SHARPNESS, 1) / SHARPNESS
            return (
                self.names(states).float(),
                words,
                self.polarity(states).float(),
                self.scale * strongest + self.whole(mean).float(),
                self.kind(mean).float(),
                self.alert(mean).float()[:, 0],
            )

    return ReadingModel()


def described(shape: Shape) -> dict[str, int]:
    """The shape as JSON keeps it."""
    return asdict(shape)
