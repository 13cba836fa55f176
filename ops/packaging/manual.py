#!/usr/bin/env python3
"""Makes manual pages, in mdoc, of what the program says about itself.

    tolkbrug --experimental-dump-help | manual.py FOLDER VERSION DATE ETC

writes FOLDER/tolkbrug.1 and one page for each command below it. DATE is 2026-12-01; ETC the folder of the configuration.
"""
import datetime
import json
import re
import sys
import textwrap

# What depends on the machine that makes the page.
DEFAULTS = {"jobs": "one for each processor"}


def text(words):
    """Words of a paragraph: a sentence a line, nothing in them taken for a request."""
    words = words.replace("\\", "\\e")
    words = "".join(c if ord(c) < 128 else f"\\[u{ord(c):04X}]" for c in words)
    sentences = re.sub(r"(?<=[.!?]) +(?=[A-Z])", "\n", words).split("\n")
    lines = [line for sentence in sentences for line in textwrap.wrap(sentence, 79, break_long_words=False, break_on_hyphens=False)]
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in lines)


def word(value):
    """One argument of a macro, never itself taken for one."""
    return '"\\&' + text(str(value)).replace('"', '\\(dq') + '"'


def spelling(argument):
    """Its names with its value: Fl c , -configuration Ar configuration."""
    if argument["kind"] == "positional":
        return "Ar " + word(argument["valueName"])
    names = ["Fl " + ("" if name["kind"] == "short" else "-") + name["name"] for name in argument["names"]]
    value = " Ar " + word(argument["valueName"]) if argument["kind"] == "option" else ""
    return " , ".join(names) + value


def synopsis(argument):
    preferred = argument.get("preferredName")
    form = spelling(argument | {"names": [preferred]} if preferred else argument)
    if argument["isRepeating"]:
        form += " ..."
    return ".Op " + form if argument["isOptional"] else "." + form


def about(argument):
    lines = [text(argument["abstract"])] if argument.get("abstract") else []
    if values := argument.get("allValues"):
        if not all(value in argument.get("abstract", "") for value in values):
            lines.append(text("One of " + ", ".join(values) + "."))
    default = DEFAULTS.get(argument["valueName"], argument.get("defaultValue"))
    if default is not None:
        lines.append(text(f"When left out: {default}."))
    return lines


def option_lines(arguments):
    lines = []
    titles = list(dict.fromkeys(argument.get("sectionTitle") for argument in arguments))
    for title in sorted(titles, key=lambda title: title is not None):
        if title:
            lines.append(".Ss " + text(title))
        lines.append(".Bl -tag -width Ds")
        for argument in arguments:
            if argument.get("sectionTitle") == title:
                lines += [".It " + spelling(argument)] + about(argument)
        lines.append(".El")
    return lines


def command_lines(path, command):
    lines = [".Sh COMMANDS", ".Bl -tag -width Ds"]
    for sub in command["subcommands"]:
        lines += [".It Xr " + "-".join(path + [sub["commandName"]]) + " 1", text(sub.get("abstract", ""))]
        if sub["commandName"] == command.get("defaultSubcommand"):
            lines.append("This is what is done when no command is named.")
    return lines + [".El"]


def place_lines(etc):
    """What belongs to the whole program and stands in no help."""
    return f"""\
.Sh ENVIRONMENT
.Bl -tag -width Ds
.It Ev TOLKBRUG_RULES
The directory of the rule files, where
.Fl -rules
is left out.
.It Ev TOLKBRUG_DATABASE
The database of
.Xr tolkbrug-admin 1 ,
where
.Fl -database
and
.Fl -data
are left out.
.El
.Sh FILES
.Bl -tag -width Ds
.It Pa {etc}/tolkbrug/tolkbrug.yaml
The configuration that the service reads.
Every key is explained in it, and in
.Pa tolkbrug.example.yaml
of the documentation.
.It Pa /var/lib/tolkbrug
What the service keeps: the first administrator's token, and an embedded
database and development certificates where no others are named.
.It Pa ../share/tolkbrug/rules
The rule files, beside the folder of the program; the first of
.Fl -rules ,
.Ev TOLKBRUG_RULES ,
.Pa ./rules
and these counts.
.El""".split("\n")


def page(path, command, version, date, etc):
    arguments = [argument for argument in command.get("arguments", []) if argument["shouldDisplay"]]
    paragraphs = command.get("discussion", "").split("\n\n") if command.get("discussion") else []
    status = [paragraph for paragraph in paragraphs if paragraph.startswith("Exit status")]
    description = [command.get("abstract", "")] + [paragraph for paragraph in paragraphs if paragraph not in status]
    name, called = "-".join(path), " ".join(path)
    abstract = command.get("abstract", "").rstrip(".")
    lines = [
        f".Dd {date:%B} {date.day}, {date.year}", f".Dt {name.upper()} 1", f'.Os "Tolkbrug {version}"',
        ".Sh NAME", f".Nm {name}", ".Nd " + text(abstract[:1].lower() + abstract[1:]), ".Sh SYNOPSIS", f'.Nm "{called}"',
    ]
    if command.get("subcommands"):
        lines.append(".Op Ar command" if command.get("defaultSubcommand") else ".Ar command")
        lines.append(".Op Ar ...")
    else:
        lines += [synopsis(argument) for argument in arguments]
    lines += [".Sh DESCRIPTION", "\n.Pp\n".join(text(paragraph) for paragraph in description)]
    if command.get("subcommands"):
        lines += command_lines(path, command)
    if arguments:
        lines += [".Sh OPTIONS"] + option_lines(arguments)
    if len(path) == 1:
        lines += place_lines(etc)
    if status:
        # "Exit status: 0 a plan" under that heading is "0 a plan".
        lines += [".Sh EXIT STATUS"] + [text(re.sub(r"^Exit status[:,]? *(\w)", lambda m: m[1].upper(), part)) for part in status]
    if len(path) > 1:
        lines += [".Sh SEE ALSO", ".Xr " + "-".join(path[:-1]) + " 1"]
    return "\n".join(lines) + "\n"


def write(path, command, folder, *rest):
    for sub in command.get("subcommands", []):
        if sub["shouldDisplay"] and sub["commandName"] != "help":
            write(path + [sub["commandName"]], sub, folder, *rest)
    shown = [sub for sub in command.get("subcommands", []) if sub["shouldDisplay"] and sub["commandName"] != "help"]
    with open(f"{folder}/{'-'.join(path)}.1", "w", encoding="ascii") as file:
        file.write(page(path, command | {"subcommands": shown}, *rest))


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    folder, version, day, etc = sys.argv[1:]
    command = json.load(sys.stdin)["command"]
    write([command["commandName"]], command, folder, version, datetime.date.fromisoformat(day), etc)


main()
