"""What people ask for: commands by role, each with a mark by which its effect is found in the database."""
import time
from dataclasses import dataclass

from ledger import Change

LANGUAGES = ("ti", "apc", "fa-AF")
# One in so many commands is sent without a key, as a person at a keyboard would.
KEYLESS = 3


@dataclass
class Person:
    name: str
    role: str
    token: str
    user: str = ""
    subject: str = ""


def moment(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:00Z", time.gmtime(seconds))


class Maker:
    """Makes the commands of one person. `mark` is unique in the round."""

    def __init__(self, person, chance, mark):
        self.person = person
        self.chance = chance
        self.mark = mark
        self.count = 0
        self.requests = []
        self.offers = []
        self.assignments = []
        # Calendar entries of half an hour, none twice, well after the requests of the coming days.
        self.slot = (int(time.time()) // 86400 + 20) * 86400

    def next(self):
        self.count += 1
        mark = f"{self.mark}{self.person.name}.{self.count}"
        verb, line, effect = {"admin": self.administer, "requester": self.request, "interpreter": self.interpret}[self.person.role](mark)
        creates = verb in ("ORGANISATION", "USER", "INTERPRETER", "SUBMIT", "AVAILABLE")
        key = None if creates and self.chance.randrange(KEYLESS) == 0 else f"k.{mark}"
        return Change(self.person.user, verb, line, key, effect)

    def administer(self, mark):
        match self.chance.randrange(3):
            case 0:
                return "ORGANISATION", f'ORGANISATION add name="{mark}" sector=education place=12025', ("organisation", mark)
            case 1:
                return "USER", f'USER add role=coordinator label="{mark}" agency=agii', ("user", mark)
            case _:
                line = f'INTERPRETER add name="{mark}" gender=female home=12025 modalities=(telephone) pools=(agii) languages=(ti)'
                return "INTERPRETER", line, ("interpreter", mark)

    def request(self, mark):
        if self.requests and self.chance.random() < 0.25:
            request = self.requests.pop(self.chance.randrange(len(self.requests)))
            return "CANCEL", f"CANCEL {request} reason={mark}", ("cancelled", request)
        days = 2 * 86400 + 3600 * self.chance.randrange(12 * 24)
        start = "now" if self.chance.random() < 0.5 else moment(time.time() + days)
        line = (f"SUBMIT language={self.chance.choice(LANGUAGES)} complexity=practical minutes=15 start={start} "
                f"fallback=(telephone video) case={mark}")
        return "SUBMIT", line, ("request", mark)

    def interpret(self, mark):
        if self.assignments:
            assignment = self.assignments.pop()
            return "FINISH", f"FINISH {assignment}", ("completed", assignment)
        if self.offers and self.chance.random() < 0.8:
            offer = self.offers.pop()
            if self.chance.random() < 0.8:
                return "ACCEPT", f"ACCEPT {offer}", ("accepted", offer)
            return "DECLINE", f"DECLINE {offer} reason={mark}", ("declined", offer)
        if self.chance.random() < 0.5:
            self.slot += 2400
            line = f"AVAILABLE from={moment(self.slot)} until={moment(self.slot + 1800)}"
            return "AVAILABLE", line, ("available", f"{self.person.subject} {self.slot}")
        if self.chance.random() < 0.8:
            return "ONDUTY", "ONDUTY", None
        return "OFFDUTY", "OFFDUTY", None

    def learn(self, change, answer):
        """What an answer makes possible."""
        if not answer.is_ok:
            return
        if change.verb == "SUBMIT" and (request := answer.subject("REQUEST")):
            self.requests.append(request)
        if change.verb == "ACCEPT" and (assignment := answer.subject("ASSIGNMENT")):
            if any("state=started" in row for row in answer.rows):
                self.assignments.append(assignment)

    def see_offers(self, answer):
        self.offers = [row.split()[1] for row in answer.rows if row.startswith("OFFER ")]


# What the effects are in the database: each row is one, by the words that a change's effect names.
EFFECTS = {
    "organisation": "SELECT name FROM organisation",
    "user": "SELECT label FROM principal",
    "interpreter": "SELECT name FROM interpreter",
    "request": "SELECT case_reference FROM request WHERE case_reference IS NOT NULL",
    "cancelled": "SELECT subject FROM journal WHERE kind = 'REQUEST-CANCELLED'",
    "available": "SELECT 'I' || interpreter_id || ' ' || extract(epoch FROM starts_at)::bigint FROM availability",
    "accepted": "SELECT 'O' || from_offer FROM assignment WHERE from_offer IS NOT NULL",
    "declined": "SELECT 'O' || id FROM offer WHERE state = 'declined'",
    "completed": "SELECT 'A' || id FROM assignment WHERE state = 'completed'",
}
