"""What pages say of where the money goes, each an expression over the rows of the cube that a filter left."""

from collections.abc import Callable, Mapping
from typing import Any

import ibis.expr.types as ir

GIVEN_TO_MEASURES: Mapping[str, Mapping[str, Any]] = {}
MEASURES: Mapping[str, Callable[[Mapping[str, ir.Table]], ir.Table]] = {}
