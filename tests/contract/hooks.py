"""Rules of the service that JSON Schema cannot say, as far as requests have to be taken.

Schemathesis makes requests that fit the description and asks that they are taken. Some rules are beyond a schema: a day that
is a week ahead, a model that parses, a file whose rows are known. The operations say them in words; here a generated request
that breaks only such a rule is brought within it, so that the check stays on for the rest. What is generated to be wrong is
sent as it is, and so is everything under CONTRACT_RAW=1, where that one check is off.
"""

import datetime
import itertools
import os
import pathlib

import requests
import schemathesis

EXAMPLE = pathlib.Path(os.environ["CONTRACT_REPOSITORY"]) / "fixtures" / "voorbeeld"
YEAR = 2026
PARTICIPANT, DISCIPLINE = os.environ["CONTRACT_PARTICIPANT"], os.environ["CONTRACT_DISCIPLINE"]
TURN = itertools.count(1)


def within(day, year):
    """The same day in another year."""
    return f"{year:04}-02-28" if day[5:] == "02-29" else f"{year:04}{day[4:]}"


def whole(value):
    """To JSON Schema 26.0 is a whole number; to the service it is one with decimals."""
    if isinstance(value, dict):
        return {name: whole(field) for name, field in value.items()}
    if isinstance(value, list):
        return [whole(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def new_key(case):
    """A key under which a request came before is for that request only."""
    if case.headers and "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = f"{next(TURN)}-{case.headers['Idempotency-Key']}"[:255]


def compute_run(case):
    """The last day is in the year, and an interim run names a model. A settlement needs a decision and a second person."""
    body = case.body
    body["kind"] = "interim"
    body["model"] = body.get("model") or {"name": "glide"}
    if body.get("to"):
        body["to"] = within(body["to"], body["year"])


def propose_decision(case):
    """A meeting is at least a week ahead."""
    ahead = datetime.date.fromisoformat(case.body["meeting"]).toordinal() % 1000
    case.body["meeting"] = str(datetime.date.today() + datetime.timedelta(days=8 + ahead))


def answer_decision(case):
    """A discipline answers for itself, and an objection needs an argument."""
    case.body["discipline"] = DISCIPLINE
    if case.body["answer"] == "objection" and not (case.body.get("argument") or "").strip():
        case.body["argument"] = "It costs the hospital more than was said."


def own(case):
    """A participant objects for itself."""
    case.body["participant"] = PARTICIPANT


def publish_model_version(case):
    """A model is one that can be read."""
    case.body["toml"] = (EXAMPLE / "models" / "glide.toml").read_text()


def create_key(case):
    """A key ends in the future, and a role that is for someone says for whom."""
    if case.body.get("expires"):
        case.body["expires"] = "2099" + case.body["expires"][4:]
    if case.body["role"] in ("participant", "discipline", "insurer"):
        case.body["scope"] = case.body.get("scope") or [PARTICIPANT]


def upload_file(case):
    """A file has the columns of its kind and rows of what is known, of a participant its own; control totals are its own."""
    if os.environ["CONTRACT_ROLE"] == "participant":
        case.query["kind"] = "deliveries"
    lines = (EXAMPLE / f"{case.query['kind']}.csv").read_text().splitlines(keepends=True)
    if os.environ["CONTRACT_ROLE"] == "participant":
        lines = [line for line in lines if line is lines[0] or f",{PARTICIPANT}," in line]
    # A few rows beside the header: how many is the business of other tests.
    case.body = "".join(lines[:20])
    case.media_type = "text/csv"
    for field in ("expected_rows", "expected_quantity", "expected_amount", "decimal", "encoding"):
        case.query.pop(field, None)


def replace_reference(case):
    """Whoever replaces says what is there."""
    url = case.operation.base_url.rstrip("/") + case.formatted_path
    key = {"Authorization": os.environ["CONTRACT_AUTHORIZATION"]}
    there = requests.get(url, headers=key, timeout=30)
    if there.status_code == 200:
        case.body = there.text
        case.headers.pop("If-None-Match", None)
        case.headers["If-Match"] = there.headers["ETag"]


def withdraw_key(case):
    """Not the keys that all of this is asked with."""
    if case.path_parameters.get("id") in os.environ["CONTRACT_KEYS"].split():
        case.path_parameters["id"] = "key-of-nobody"


def show_insurer_report(case):
    """The first day is within the run."""
    if case.query.get("from"):
        case.query["from"] = within(case.query["from"], YEAR)


RULES = [
    compute_run,
    propose_decision,
    answer_decision,
    publish_model_version,
    create_key,
    upload_file,
    replace_reference,
    show_insurer_report,
]
RULE = {rule.__name__: rule for rule in RULES} | {"object": own}


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.operation.definition.raw.get("operationId") == "withdraw_key":
        withdraw_key(case)
    generation = case.meta.generation if case.meta else None
    if os.environ.get("CONTRACT_RAW") or not generation or not generation.mode.is_positive:
        return
    new_key(case)
    if isinstance(case.body, dict):
        case.body = whole(case.body)
    rule = RULE.get(case.operation.definition.raw.get("operationId"))
    if rule:
        rule(case)
