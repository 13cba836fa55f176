#!/usr/bin/env bash
# What most would expect: langcodes.find gives the language of that name, or says that it does not know it. And closest_match, with its
# default settings, picks a language that the person understands, or "und" when there is none.
# What happens: a name that find does not know is cut from the right until it is one that it knows, four letters at least, with no sign
# that this was done. Darija, which is Moroccan Arabic, becomes Dari, of Afghanistan; Kosovar becomes a language of California (from
# "Koso"), Malinka one of Papua New Guinea, Moroccan one of Sudan. And closest_match serves a speaker of Ukrainian with Russian, one of
# Slovak with Czech, of Haitian Creole with French, of Māori with English: distance 24, just under the limit of 25.
# Why it matters: a dispatch service that reads language names from forms this way sends a Dari interpreter to a Moroccan mother, and a
# Russian one to a Ukrainian refugee, both "found". Keep a list of one's own for names, and pass a max_distance of 10 or less for people.
# Seen on 2026-11-28 with langcodes 3.5.1 and language_data 1.4.0. Exit status: 0 as described, 1 changed, 77 something is missing.
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
install langcodes==3.5.1 language_data==1.4.0 marisa-trie==1.4.1
"$folder/python/bin/python" - <<'PYTHON' || changed "see above"
import sys
from langcodes import closest_match, find

changed = []
for name, expected in {
    "Dari": "fa-AF", "Moroccan Arabic": "ary",
    "Darija": "fa-AF", "Darija (Morocco)": "fa-AF", "Kosovar": "par", "Malinka": "gcc", "Moroccan": "mor", "Albanian": "sq",
}.items():
    try:
        found = find(name)
        answer, words = str(found), found.display_name()
    except LookupError:
        answer, words = "not known", ""
    print(f"find({name!r})".ljust(26), answer.ljust(10), words)
    if answer != expected:
        changed.append(name)
for speaks, offered, expected in [
    ("uk", ["nl", "en", "ru"], "ru"), ("sk", ["nl", "cs"], "cs"), ("ht", ["nl", "fr"], "fr"), ("mi", ["nl", "en"], "en"),
]:
    language, distance = closest_match(speaks, offered)
    strict = closest_match(speaks, offered, max_distance=10)[0]
    print(f"closest_match({speaks!r}, {offered})".ljust(44), language, distance, " with max_distance=10:", strict)
    if (language, strict) != (expected, "und"):
        changed.append(speaks)
if changed:
    print("otherwise than described:", *changed)
    sys.exit(3)
PYTHON
