"""The figures, by kind and in all."""
from statistics import median

from kinds import KINDS

COLUMNS = ("kind", "rounds", "failed", "commands", "lost", "twice", "untrue", "open", "events", "missing", "again", "false",
           "usurped", "alone", "gone", "take-over min/median/max s")


def line_of(outcome):
    """One line while it goes on, and one for each thing that must not be, the first three of a kind."""
    found = outcome.found
    took = "no take-over" if outcome.takeover is None else f"changes again after {outcome.takeover:.1f} s"
    verdict = "FAILED" if outcome.failed else "ok"
    lines = [f"round {outcome.number} {outcome.kind} seed {outcome.seed}: {verdict}, {outcome.fault.variant}; {found.checked} commands, "
             f"{found.events} events, {took}; {outcome.seconds:.0f} s"]
    for name, items in found.failures():
        lines += [f"    {name}: {item}" for item in items[:3]]
        if len(items) > 3:
            lines.append(f"    {name}: and {len(items) - 3} more")
    return "\n".join(lines)


def row(name, outcomes):
    found = [outcome.found for outcome in outcomes]
    times = sorted(outcome.takeover for outcome in outcomes if outcome.takeover is not None)

    def count(field):
        return str(sum(len(getattr(item, field)) for item in found))

    spread = f"{times[0]:.1f} / {median(times):.1f} / {times[-1]:.1f}" if times else "-"
    return (name, str(len(outcomes)), str(sum(outcome.failed for outcome in outcomes)), str(sum(item.checked for item in found)),
            count("lost"), count("twice"), count("untrue"), count("open"), str(sum(item.events for item in found)),
            count("unpushed"), count("pushed_twice"), count("false_events"), count("usurped"), count("alone"),
            str(sum(item.gone for item in found)), spread)


def table(outcomes):
    rows = [COLUMNS] + [
        row(kind, [outcome for outcome in outcomes if outcome.kind == kind])
        for kind in KINDS if any(outcome.kind == kind for outcome in outcomes)]
    rows.append(row("all", outcomes))
    widths = [max(len(line[place]) for line in rows) for place in range(len(COLUMNS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in rows)


LEGEND = """\
lost: answered OK and not there. twice: done more than once. untrue: told that nothing was done, though it was. open: never answered
for good, however often repeated with its key. missing, again, false: events not pushed, pushed twice, pushed and not in the journal.
usurped: answers of a process to what was sent after another had taken over. alone: OK while the synchronous standby was away.
gone: answered OK before a database without a synchronous standby was replaced by an older one, which promises nothing."""


def summary(outcomes):
    checked = sum(outcome.found.checked for outcome in outcomes)
    lost = sum(len(outcome.found.lost) for outcome in outcomes)
    usurped = sum(len(outcome.found.usurped) for outcome in outcomes)
    failed = sum(outcome.failed for outcome in outcomes)
    return (f"{len(outcomes)} rounds, {failed} failed: {checked} commands checked, lost = {lost}; "
            f"answered while it must not = {usurped}")
