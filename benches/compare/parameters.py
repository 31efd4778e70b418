"""The numbers of model.toml that the peers calculate with. Its structure is written out in their queries."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True)
class Parameters:
    budget_name: str
    # In cents.
    budget: int
    # In millionths of a percent.
    percentage_e6: int


def parameters(model: Path) -> Parameters:
    """Reads them, and refuses a model of another structure."""
    document = tomllib.loads(model.read_text(encoding="utf-8"))
    by_value = {"kind": "proportional", "prices": "shadow"}
    expected = {
        "top_slice": ["budget", "percentage"],
        "rule": [{"performances": ["*"], "rule": {**by_value, "scope": "claim"}}],
        "adjustment": [{"kinds": ["*"], "rule": by_value}],
    }
    found = {
        **{key: document[key] for key in expected},
        "top_slice": [it["kind"] for it in document["top_slice"]],
    }
    if found != expected or not document.keys() <= {"name", "interim_share", *expected}:
        raise SystemExit(f"{model.name} has another structure than the queries of the peers")
    costs, fund = document["top_slice"]
    return Parameters(
        costs["name"], int(Decimal(costs["amount"]) * 100), int(Decimal(fund["percentage"]) * 10**6)
    )
