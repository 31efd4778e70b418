"""What `run` has to know of the keys of a demo, as lines of a shell: whose they are, from the list the board gets."""

import json
import shlex
import sys

keys = [key for key in json.load(sys.stdin)["items"] if key["holder"].startswith("demo ")]
scope = {key["role"]: key["scope"][0] for key in keys if key["scope"]}
for name, value in {
    "CONTRACT_KEYS": " ".join(key["id"] for key in keys),
    "CONTRACT_PARTICIPANT": scope["participant"],
    "CONTRACT_DISCIPLINE": scope["discipline"],
    "CONTRACT_INSURER": scope["insurer"],
}.items():
    print(f"export {name}={shlex.quote(value)}")
