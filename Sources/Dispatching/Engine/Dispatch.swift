import Interpreting

extension Command {
    /// Who may give it; the operator's own process may give any.
    var roles: [Role] {
        switch self {
        case .submit, .amend: [.requester]
        case .cancel: [.requester, .coordinator]
        case .available, .unavailable, .withdrawCalendarEntry, .release: [.interpreter]
        case .onDuty, .offDuty, .accept, .decline, .start, .finish: [.interpreter, .gateway]
        case .assign, .unassign, .hold: [.coordinator]
        case .addOrganisation, .changeOrganisation, .addEstablishment, .addAgreement, .endAgreement, .addInterpreter, .changeInterpreter,
            .retireInterpreter, .reinstateInterpreter, .addUser, .disableUser, .enableUser, .addCredential, .revokeCredential:
            [.admin]
        }
    }
}

extension Engine {
    /// The table of commands: each case is decided in the file that bears its name.
    mutating func dispatch(_ command: Command, by principal: Principal?) throws(Refusal) -> Reply {
        switch command {
        case .submit(let submit): try self.submit(submit, by: principal)
        case .amend(let amend): try self.amend(amend, by: principal)
        case .cancel(let id, let expected, let reason): try cancel(id, expected: expected, reason: reason, by: principal)
        case .available(let entry): try addCalendar(.available, entry, by: principal)
        case .unavailable(let entry): try addCalendar(.absent, entry, by: principal)
        case .withdrawCalendarEntry(let id): try withdrawCalendarEntry(id, by: principal)
        case .onDuty(let modalities, let until, let id): try goOnDuty(modalities, until: until, for: id, by: principal)
        case .offDuty(let id): try goOffDuty(for: id, by: principal)
        case .accept(let id, let expected): try accept(id, expected: expected, by: principal)
        case .decline(let id, let expected, let reason): try decline(id, expected: expected, reason: reason, by: principal)
        case .release(let id, let expected, let reason): try release(id, expected: expected, reason: reason, by: principal)
        case .start(let id, let expected): try start(id, expected: expected, by: principal)
        case .finish(let id, let expected, let absent): try finish(id, expected: expected, absent: absent, by: principal)
        case .assign(let id, let interpreter, let expected): try assign(id, to: interpreter, expected: expected, by: principal)
        case .unassign(let id, let expected, let reason, let excludes):
            try unassign(id, expected: expected, reason: reason, excludes: excludes, by: principal)
        case .hold(let id, let on, let expected): try hold(id, on: on, expected: expected, by: principal)
        default: try register(command, by: principal)
        }
    }

    /// The administrator's commands.
    private mutating func register(_ command: Command, by principal: Principal?) throws(Refusal) -> Reply {
        switch command {
        case .addOrganisation(let name, let sector, let place): try addOrganisation(name: name, sector: sector, place: place)
        case .changeOrganisation(let id, let name, let sector, let expected):
            try changeOrganisation(id, name: name, sector: sector, expected: expected)
        case .addEstablishment(let id, let name, let place): try addEstablishment(id, name: name, place: place)
        case .addAgreement(let id, let agency, let from, let until): try addAgreement(id, agency: agency, from: from, until: until)
        case .endAgreement(let id, let until): try endAgreement(id, until: until)
        case .addInterpreter(let profile): try addInterpreter(profile)
        case .changeInterpreter(let id, let profile, let expected):
            try changeInterpreter(id, profile, expected: expected, by: principal)
        case .retireInterpreter(let id, let expected): try retireInterpreter(id, expected: expected, by: principal)
        case .reinstateInterpreter(let id, let expected): try reinstateInterpreter(id, expected: expected, by: principal)
        case .addUser(let role, let label, let organisation, let interpreter, let agency):
            try addUser(role: role, label: label, organisation: organisation, interpreter: interpreter, agency: agency)
        case .disableUser(let id): try disableUser(id, by: principal)
        case .enableUser(let id): try enableUser(id, by: principal)
        case .addCredential(let id, let kind, let digest, let scope, let days):
            try addCredential(id, kind: kind, digest: digest, scope: scope, days: days, by: principal)
        case .revokeCredential(let id): try revokeCredential(id, by: principal)
        default: throw Refusal(.notPermitted, "this command is not an administrator's")
        }
    }
}
