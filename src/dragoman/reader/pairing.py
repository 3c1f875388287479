"""What one marked actor does to another: the opinion of the pair's own head and that of the acts of the sentence, together.

The head of pairs sees the words of both sides; the heads of acts and roles see which word tells an act, of which type, and who
stands where in it. Each errs on its own, and the product of the two errs less than either (docs/model.md).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dragoman.reader.labels import ROLE_CLASSES

Shares = NDArray[np.float32]
#: how likely a word is to play a part that the roles do not see, and how likely a type that no act tells
_UNSEEN_ROLE, _UNSEEN_TYPE = 0.05, 0.2


def of_acts(acts: Shares, roles: Shares, actor: Sequence[int], recipient: Sequence[int]) -> Shares:
    """Probability of each type of act (none is 0) by the acts of the sentence: (W, types) and (roles, W, W) to (types,).

    A word tells what the pair does so far as the words of the one are its actor and those of the other its recipient.
    """
    by = roles[ROLE_CLASSES.index("actor")][:, list(actor)].max(1)
    to = roles[ROLE_CLASSES.index("recipient")][:, list(recipient)].max(1)
    both = roles[ROLE_CLASSES.index("actor")][:, list(recipient)].max(1)  # reciprocal acts have everybody as actor
    weight = (by + _UNSEEN_ROLE) * (to + _UNSEEN_ROLE) + 0.3 * by * both
    found = (acts * weight[:, None]).sum(0)
    found[0] = 0.0
    return np.asarray(found / max(float(found.sum()), 1e-9), dtype=np.float32)


def combined(pair: Shares, by_acts: Shares) -> Shares:
    """The product of both opinions on the type; whether there is any relation is left to the pair's own head."""
    product = pair * (by_acts + _UNSEEN_TYPE)
    product[0] = 0.0
    return np.asarray(np.concatenate([pair[:1], product[1:] / product.sum() * (1 - pair[0])]), dtype=np.float32)
