import Interpreting

@testable import Dispatching

/// Everything that somebody can say, once for each thing that it can be said about.
struct Trial {
    enum Ask {
        case command(Command)
        case query(Query)
    }

    /// Of the thing that is named; a space when none is.
    let letter: Character
    /// It is not asked for itself, but for what has to do with it.
    var isFilter = false
    let ask: (Int64) -> Ask

    init(_ letter: Character = " ", _ command: @escaping (Int64) -> Command) {
        self.letter = letter
        ask = { .command(command($0)) }
    }

    init(_ letter: Character = " ", asking query: @escaping (Int64) -> Query) {
        self.letter = letter
        ask = { .query(query($0)) }
    }

    /// The name of what is said. There is no default: what is new does not compile before it stands here, and ``MatrixTests`` asks for
    /// it then.
    static func name(_ ask: Ask) -> String {
        switch ask {
        case .command(let command): name(command)
        case .query(let query): name(query)
        }
    }

    static func name(_ command: Command) -> String {
        switch command {
        case .submit: "submit"
        case .amend: "amend"
        case .cancel: "cancel"
        case .available: "available"
        case .unavailable: "unavailable"
        case .withdrawCalendarEntry: "withdrawCalendarEntry"
        case .onDuty: "onDuty"
        case .offDuty: "offDuty"
        case .accept: "accept"
        case .decline: "decline"
        case .release: "release"
        case .start: "start"
        case .finish: "finish"
        case .assign: "assign"
        case .unassign: "unassign"
        case .hold: "hold"
        case .addOrganisation: "addOrganisation"
        case .changeOrganisation: "changeOrganisation"
        case .addEstablishment: "addEstablishment"
        case .addAgreement: "addAgreement"
        case .endAgreement: "endAgreement"
        case .addInterpreter: "addInterpreter"
        case .changeInterpreter: "changeInterpreter"
        case .retireInterpreter: "retireInterpreter"
        case .reinstateInterpreter: "reinstateInterpreter"
        case .addUser: "addUser"
        case .disableUser: "disableUser"
        case .enableUser: "enableUser"
        case .addCredential: "addCredential"
        case .revokeCredential: "revokeCredential"
        }
    }

    static func name(_ query: Query) -> String {
        switch query {
        case .authenticate: "authenticate"
        case .whoAmI: "whoAmI"
        case .list: "list"
        case .show: "show"
        case .snapshot: "snapshot"
        case .outcome: "outcome"
        case .advise: "advise"
        case .quote: "quote"
        case .board: "board"
        case .candidates: "candidates"
        case .explain: "explain"
        case .plan: "plan"
        case .rules: "rules"
        case .stats: "stats"
        }
    }

    /// Kept beside the switches above by hand: each of these names must be tried.
    static let names = """
        submit amend cancel available unavailable withdrawCalendarEntry onDuty offDuty accept decline release start finish assign unassign \
        hold addOrganisation changeOrganisation addEstablishment addAgreement endAgreement addInterpreter changeInterpreter \
        retireInterpreter reinstateInterpreter addUser disableUser enableUser addCredential revokeCredential authenticate whoAmI list show \
        snapshot outcome advise quote board candidates explain plan rules stats
        """.split(separator: " ").map(String.init)

    static var all: [Trial] { queries + lists + requesters + interpreters + coordinators + administrators }

    private static let letters: [Character] = [
        Request.letter, Offer.letter, Assignment.letter, Interpreter.letter, Organisation.letter, Establishment.letter, Agreement.letter,
        Availability.letter, Principal.letter, Credential.letter,
    ]

    private static var queries: [Trial] {
        let advice = AdviceCase(language: "ti", complexity: .complex, minutes: 75)
        return letters.map { letter in Trial(letter, asking: { .show("\(letter)\($0)") }) } + [
            Trial(asking: { _ in .authenticate(.token, digest: String(repeating: "f", count: 64)) }), Trial(asking: { _ in .whoAmI }),
            Trial(asking: { _ in .show("ti") }), Trial(asking: { _ in .show("agii") }), Trial(asking: { _ in .show("24062") }),
            Trial(asking: { _ in .snapshot }), Trial(asking: { _ in .outcome(key: "k1") }), Trial(asking: { _ in .advise(advice) }),
            Trial(asking: { _ in .quote(advice, start: "2026-11-26T10:00", place: "12025") }),
            Trial(asking: { _ in .board(state: nil, limit: 500) }), Trial(asking: { _ in .board(state: .offered, limit: 1) }),
            Trial(Request.letter, asking: { .candidates(Identifier($0)) }), Trial(Request.letter, asking: { .explain(Identifier($0)) }),
            Trial(asking: { _ in .plan(limit: 500) }), Trial(asking: { _ in .rules(id: nil) }), Trial(asking: { _ in .stats }),
        ]
    }

    private static var lists: [Trial] {
        var trials = ListKind.allCases.map { kind in Trial(asking: { _ in .list(kind, filters: [], after: nil, limit: 500) }) }
        trials += ListKind.allCases.map { kind in Trial(asking: { _ in .list(kind, filters: [], after: nil, limit: 1) }) }
        func filtered(_ kinds: [ListKind], _ name: ListFilter.Name, _ letter: Character) {
            for kind in kinds {
                var trial = Trial(letter, asking: { .list(kind, filters: [ListFilter(name, "\(letter)\($0)")], after: nil, limit: 500) })
                trial.isFilter = true
                trials.append(trial)
            }
        }
        filtered([.offers, .assignments], .request, Request.letter)
        filtered([.requests, .offers, .assignments, .users, .availability], .interpreter, Interpreter.letter)
        filtered([.requests, .establishments, .agreements, .users], .organisation, Organisation.letter)
        trials += ["agii", "amal", "atlas"].flatMap { agency in
            [ListKind.requests, .interpreters, .establishments, .agreements, .users].map { kind in
                Trial(asking: { _ in .list(kind, filters: [ListFilter(.agency, agency)], after: nil, limit: 500) })
            }
        }
        trials += ["44013", "12014", "44021"].flatMap { place in
            [ListKind.requests, .offers, .assignments, .establishments].map { kind in
                Trial(asking: { _ in .list(kind, filters: [ListFilter(.place, place)], after: nil, limit: 500) })
            }
        }
        return trials
    }

    private static var requesters: [Trial] {
        var submit = Submit(language: "ti", complexity: .complex, minutes: 75, start: "2026-11-26T11:30")
        let plain = submit
        submit.establishment = Identifier(1)
        return [
            Trial { _ in .submit(plain) },
            Trial(Establishment.letter) { number in
                var submit = plain
                submit.establishment = Identifier(number)
                return .submit(submit)
            },
            Trial(Request.letter) { .amend(Amend(request: Identifier($0), minutes: 50)) },
            Trial(Request.letter) { .amend(Amend(request: Identifier($0), start: "2026-11-26T11:30", reopen: true)) },
            Trial(Request.letter) { .amend(Amend(request: Identifier($0), expected: 99, note: "other")) },
            Trial(Request.letter) { .cancel(Identifier($0), expected: nil, reason: nil) },
        ]
    }

    private static var interpreters: [Trial] {
        let day = CalendarEntry(from: "2026-11-26T07:00", until: "2026-11-26T20:00")
        return [
            Trial { _ in .available(day) }, Trial { _ in .unavailable(day) },
            Trial { _ in .unavailable(CalendarEntry(from: "2026-11-28T07:00", until: "2026-11-28T20:00")) },
            Trial(Availability.letter) { .withdrawCalendarEntry(Identifier($0)) },
            Trial { _ in .onDuty(modalities: [], until: nil) }, Trial { _ in .offDuty() },
            Trial(Interpreter.letter) { .onDuty(modalities: [], until: nil, for: Identifier($0)) },
            Trial(Interpreter.letter) { .offDuty(for: Identifier($0)) },
            Trial(Offer.letter) { .accept(Identifier($0), expected: nil) },
            Trial(Offer.letter) { .decline(Identifier($0), expected: nil, reason: "far") },
            Trial(Assignment.letter) { .release(Identifier($0), expected: nil, reason: "ill") },
            Trial(Assignment.letter) { .start(Identifier($0), expected: nil) },
            Trial(Assignment.letter) { .finish(Identifier($0), expected: nil, absent: nil) },
        ]
    }

    private static var coordinators: [Trial] {
        (1...5).map { interpreter in Trial(Request.letter) { .assign(Identifier($0), to: interpreter) } } + [
            Trial(Request.letter) { .assign(Identifier($0), to: 999) },
            Trial(Assignment.letter) { .unassign(Identifier($0), expected: nil, reason: "conflict") },
            Trial(Request.letter) { .hold(Identifier($0), on: true, expected: nil) },
            Trial(Request.letter) { .hold(Identifier($0), on: false, expected: nil) },
        ]
    }

    private static var administrators: [Trial] {
        let profile = InterpreterProfile(
            name: "New", gender: .other, home: "12025", modalities: [.video], pools: ["agii"], languages: ["ti"])
        let digest = String(repeating: "e", count: 64)
        return [
            Trial { _ in .addOrganisation(name: "New", sector: .health, place: "44021") },
            Trial(Organisation.letter) { .changeOrganisation(Identifier($0), name: "Other", sector: nil, expected: nil) },
            Trial(Organisation.letter) { .addEstablishment(Identifier($0), name: "New", place: "12025") },
            Trial(Organisation.letter) { .addAgreement(Identifier($0), agency: "agii", from: "2026-12-01", until: nil) },
            Trial(Agreement.letter) { .endAgreement(Identifier($0), until: "2026-12-31") },
            Trial { _ in .addInterpreter(profile) },
            Trial(Interpreter.letter) { .changeInterpreter(Identifier($0), InterpreterProfile(home: "44021"), expected: nil) },
            Trial(Interpreter.letter) { .changeInterpreter(Identifier($0), InterpreterProfile(modalities: [.telephone]), expected: nil) },
            Trial(Interpreter.letter) {
                .changeInterpreter(Identifier($0), InterpreterProfile(pools: ["atlas"], languages: ["so"]), expected: nil)
            },
            Trial(Interpreter.letter) { .retireInterpreter(Identifier($0), expected: nil) },
            Trial(Interpreter.letter) { .reinstateInterpreter(Identifier($0), expected: nil) },
            Trial(Organisation.letter) {
                .addUser(role: .requester, label: "new", organisation: Identifier($0), interpreter: nil, agency: nil)
            },
            Trial(Interpreter.letter) {
                .addUser(role: .interpreter, label: "new", organisation: nil, interpreter: Identifier($0), agency: nil)
            },
            Trial(Principal.letter) { .disableUser(Identifier($0)) },
            Trial(Principal.letter) { .enableUser(Identifier($0)) },
            Trial(Principal.letter) { .addCredential(Identifier($0), kind: .token, digest: digest, scope: .full, days: 1) },
            Trial(Credential.letter) { .revokeCredential(Identifier($0)) },
        ]
    }
}

extension Command {
    fileprivate static func assign(_ id: RequestID, to interpreter: Int64) -> Command {
        .assign(id, Identifier(interpreter), expected: nil)
    }
}
