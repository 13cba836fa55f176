#!/usr/bin/env bash
# What most would expect: an event of DURATION:PT8H lasts eight hours, on every night. The calendar standard (RFC 5545) makes days and
# weeks nominal, but hours, minutes and seconds exact, and lets the exact length of the first hold for all when it is given by DTEND.
# What happens: recurring-ical-events, with icalendar and Python's zoneinfo, adds the hours on the wall clock. A night duty of eight hours
# lasts seven on the night that summer time begins, nine when it ends. An event of one hour at half past two starts and ends at the same
# moment in March. And end - start says 8:00:00 and 1:00:00 all the same, because Python subtracts wall clocks within one time zone.
# Why it matters: payment, rest times and double bookings are counted from these lengths, and every check that subtracts agrees with the
# mistake. Turn both ends to UTC before comparing or subtracting, and add exact hours to the start in UTC.
# Seen on 2026-11-28 with recurring-ical-events 3.8.2, icalendar 7.3.2 and Python 3.11.
# Exit status: 0 as described, 1 changed, 77 something is missing.
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
install recurring-ical-events==3.8.2 icalendar==7.3.2 x-wr-timezone==2.0.1 python-dateutil==2.9.0.post0 tzdata==2026.6 six==1.17.0
"$folder/python/bin/python" - <<'PYTHON' || changed "see above"
import datetime, sys
import icalendar, recurring_ical_events

UTC = datetime.timezone.utc


def events(start, length, first, last):
    text = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//duty//EN", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z",
        "DTSTART;TZID=Europe/Brussels:" + start, length, "RRULE:FREQ=DAILY", "SUMMARY:duty", "END:VEVENT", "END:VCALENDAR", "",
    ]
    calendar = icalendar.Calendar.from_ical("\r\n".join(text))
    for event in recurring_ical_events.of(calendar).between(first, last):
        yield event["DTSTART"].dt, event["DTEND"].dt


changed = False
march, october = (datetime.date(2026, 3, 28), datetime.date(2026, 3, 30)), (datetime.date(2026, 10, 24), datetime.date(2026, 10, 26))
for words, start, length, days, expected in [
    ("DURATION:PT8H, March", "20260301T220000", "DURATION:PT8H", march, [7, 8]),
    ("DTEND eight hours later, March", "20260301T220000", "DTEND;TZID=Europe/Brussels:20260302T060000", march, [7, 8]),
    ("DURATION:PT8H, October", "20261001T220000", "DURATION:PT8H", october, [9, 8]),
    ("DURATION:PT1H at half past two, March", "20260301T023000", "DURATION:PT1H", march, [1, 0]),
]:
    print("---", words)
    lengths = []
    for begins, ends in events(start, length, *days):
        real = ends.astimezone(UTC) - begins.astimezone(UTC)
        lengths.append(real / datetime.timedelta(hours=1))
        print(begins, "to", ends, " end - start:", ends - begins, " real:", real)
    changed |= lengths != expected
sys.exit(3 if changed else 0)
PYTHON
