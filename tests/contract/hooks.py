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
INSURER = os.environ["CONTRACT_INSURER"]
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


def simulate(case):
    """A scenario is one that can be read: one of them, or several. What is answered later is kept."""
    body = case.body
    scenario = (EXAMPLE / "scenarios" / "ctg-25.toml").read_text()
    several = body.pop("scenarios", None)
    body.pop("scenario", None)
    if several:
        body["scenarios"] = [scenario] * min(len(several), 2)
    else:
        body["scenario"] = scenario
    body["models"] = [{"model": "glide"}] if body.get("models") else []
    if case.headers and "Prefer" in case.headers:
        body.pop("keep", None)


def propose_decision(case):
    """A meeting is at least a week ahead, and a simulation that is cited is one that is kept."""
    case.body.pop("simulation_sha256", None)
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


SAID = ("dry_run", "expected_rows", "expected_quantity", "expected_amount", "decimal", "encoding")


def upload_file(case):
    """A file says its kind, once, and has the columns of it and rows of what is known, of a participant its own; control
    totals are its own."""
    is_form = case.media_type == "multipart/form-data"
    form = case.body if is_form and isinstance(case.body, dict) else {}
    case.query = case.query or {}
    kind = case.query.pop("kind", None) or form.get("kind") or "deliveries"
    dry_run = case.query.get("dry_run", form.get("dry_run"))
    for field in SAID:
        case.query.pop(field, None)
    if os.environ["CONTRACT_ROLE"] == "participant":
        kind = "deliveries"
    said = {"kind": kind} | ({} if dry_run is None else {"dry_run": dry_run})
    lines = (EXAMPLE / f"{kind}.csv").read_text().splitlines(keepends=True)
    if os.environ["CONTRACT_ROLE"] == "participant":
        lines = [line for line in lines if line is lines[0] or f",{PARTICIPANT}," in line]
    # A few rows beside the header: how many is the business of other tests.
    rows = "".join(lines[:20])
    if is_form:
        case.body = {"file": rows} | said
    else:
        case.body = rows
        case.media_type = "text/csv"
        case.query |= said


def list_rows(case):
    """Codes are known, whose rows they are is one's own, and a cursor is of the list."""
    known = {"insurer": INSURER, "participant": PARTICIPANT, "performance": "NAT", "activity": "E1", "bundle": "prenatal"}
    for field, code in known.items():
        if field in case.query:
            case.query[field] = code
    if "cursor" in case.query:
        case.query["cursor"] = "0"


def ask_consent(case):
    """Of accounts it is asked exactly as the refusal of the file says."""
    if case.body["kind"] == "iban":
        file = "payees.csv"
        changes = ["VP01: NL91··············00 → NL20··············89"]
        case.body |= {"subject": file, "request": {"file": file, "sha256": "0" * 64, "changes": changes}}


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
    simulate,
    propose_decision,
    answer_decision,
    publish_model_version,
    create_key,
    upload_file,
    replace_reference,
    show_insurer_report,
    ask_consent,
]
RULE = {rule.__name__: rule for rule in RULES}
RULE |= {"object": own, "list_claims": list_rows, "list_deliveries": list_rows, "show_reference": list_rows}


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
