#!/usr/bin/env bash
# What most would expect: the typed models of fhir.resources refuse an Appointment that FHIR forbids, with a status outside the required
# list or "booked" without a time, or one that cannot be, with an end before its start.
# What happens: names of fields, types and the form of times are checked, and strictly. Codes are not, although the package has the list of
# allowed ones beside each field; and none of the standard's rules between fields is. "canceled" with one l is taken, and comes out again.
# Why it matters: a hospital that cancels with "canceled" is told that all is well, and nobody who looks for "cancelled" ever sees it: the
# interpreter travels. Whoever takes appointments in has to check status, participant status, and start before end.
# Seen on 2026-11-28 with fhir.resources 8.3.0 (FHIR R5). Exit status: 0 as described, 1 changed, 77 something is missing.
set -euo pipefail
skip() { echo "SKIPPED: $1" >&2; exit 77; }
changed() { echo "CHANGED: $1" >&2; exit 1; }
command -v python3 >/dev/null || skip "Python 3 is missing. On Debian, as root: apt-get install python3 python3-venv"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python" || skip "Python cannot make a virtual environment. On Debian, as root: apt-get install python3-venv"
install() {
  "$folder/python/bin/pip" install --quiet --disable-pip-version-check --no-input "$@" || skip "could not install $*"
}
install fhir.resources==8.3.0 fhir_core==1.1.12 pydantic==2.14.4
"$folder/python/bin/python" - <<'PYTHON' || changed "see above"
import json, sys
from fhir.resources.appointment import Appointment
from pydantic import ValidationError

good = {
    "resourceType": "Appointment", "status": "booked", "start": "2026-11-30T10:00:00+01:00", "end": "2026-11-30T11:00:00+01:00",
    "participant": [{"actor": {"display": "interpreter"}, "status": "accepted"}],
}
print("allowed statuses, as the package lists them:", Appointment.model_fields["status"].json_schema_extra["enum_values"])
changed = False
for words, change, expected in [
    ("as the standard has it", {}, "taken"),
    ("status canceled", {"status": "canceled"}, "taken"),
    ("status Booked", {"status": "Booked"}, "taken"),
    ("participant status accept", {"participant": [{"actor": {"display": "interpreter"}, "status": "accept"}]}, "taken"),
    ("end before start", {"end": "2026-11-30T09:00:00+01:00"}, "taken"),
    ("booked without a time", {"start": None, "end": None}, "taken"),
    ("participant who is nobody", {"participant": [{"status": "accepted"}]}, "taken"),
    ("unknown field", {"begin": "2026-11-30T10:00:00+01:00"}, "refused"),
    ("time without offset", {"start": "2026-11-30T10:00:00"}, "refused"),
    ("no status", {"status": None}, "refused"),
]:
    resource = {key: value for key, value in {**good, **change}.items() if value is not None}
    try:
        again = json.loads(Appointment.model_validate_json(json.dumps(resource)).model_dump_json())
        answer, status = "taken", again["status"]
    except ValidationError as error:
        answer, status = "refused", error.errors()[0]["type"]
    print(words.ljust(28), answer.ljust(9), status)
    changed |= answer != expected
sys.exit(3 if changed else 0)
PYTHON
