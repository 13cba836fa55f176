import Interpreting

/// `INTERPRETER`: who can be sent, for which languages, how and from where.
extension Engine {
    mutating func addInterpreter(_ profile: InterpreterProfile) throws(Refusal) -> Reply {
        let name = try given(profile.name, "name", "name=\"A. Tolk\"")
        let blank = Interpreter(
            id: state.interpreters.nextID, name: name, gender: try given(profile.gender, "gender", "gender=female"),
            home: try municipality(try given(profile.home, "home", "home=44021"), named: "home"), modalities: [], pools: [],
            competences: [])
        _ = try given(profile.modalities, "modalities", "modalities=(telephone video)")
        _ = try given(profile.pools, "pools", "pools=(agii)")
        _ = try given(profile.languages, "languages", "languages=(ti en:trained)")
        let interpreter = try applied(profile, to: blank)
        if !profile.isAnother { try checkNew(interpreter) }
        try recordInterpreter(.interpreterAdded, interpreter)
        return .done(
            .object,
            "interpreter \(interpreter.id) is registered; next: USER add role=interpreter label=interpreter interpreter=\(interpreter.id)",
            rows: [row(interpreter)])
    }

    mutating func changeInterpreter(
        _ id: InterpreterID, _ profile: InterpreterProfile, expected: Int?, by principal: Principal?
    ) throws(Refusal) -> Reply {
        let old = try interpreter(id, for: nil)
        try require(version: old.version, expected: expected, of: id)
        var new = try applied(profile, to: old)
        if new == old { return .done(.state, "interpreter \(id) is so already", rows: [row(old)]) }
        if !profile.isAnother, isRenamed(new, from: old) { try checkNew(new) }
        new.version += 1
        let before = login(of: id)
        // Another telephone rings: whoever rang hears that it is over, whoever rings now is asked anew.
        let handedOver = new.gateway == old.gateway ? [] : state.index.diaries.offers(to: id)
        let freed = try takeBack(handedOver, because: "gateway-changed")
        try recordInterpreter(.interpreterChanged, new, former: old.pools)
        lookAgain(at: id)
        try narrowDuty(of: new)
        if (state.loginEnds(of: id) > turn.now) == before.works {
            try reconsider(id, since: before.unfit)
        } else {
            try followLogins([before], because: "gateway-changed")
        }
        try goOn(without: freed)
        return changed(id, "interpreter \(id) is changed", to: principal)
    }

    /// Nobody is on duty for what he or she no longer offers, nor when nobody can be told.
    private mutating func narrowDuty(of interpreter: Interpreter) throws(Refusal) {
        guard let duty = interpreter.duty else { return }
        if state.loginEnds(of: interpreter.id) <= turn.now { return try endDuty(of: interpreter, because: "no-login") }
        let kept = duty.modalities.filter(interpreter.modalities.contains)
        if kept.isEmpty { return try endDuty(of: interpreter, because: "modality") }
        guard kept != duty.modalities else { return }
        var narrowed = interpreter
        narrowed.duty?.modalities = kept
        try recordDuty(duty.heldSince == nil ? .dutyOn : .dutyHeld, narrowed, because: "modality")
    }

    /// The answer to a change that the register holds now, with what followed from it.
    private func changed(_ id: InterpreterID, _ text: String, to principal: Principal?) -> Reply {
        told(
            .state, text, rows: state.interpreters[id].map { [row($0)] } ?? [], consequences(for: [id], to: principal),
            to: principal)
    }

    /// What is confirmed stays, and is named: whether somebody else is to come is for the agencies to decide.
    mutating func retireInterpreter(_ id: InterpreterID, expected: Int?, by principal: Principal?) throws(Refusal) -> Reply {
        let interpreter = try interpreter(id, for: nil)
        try require(version: interpreter.version, expected: expected, of: id)
        guard interpreter.isActive else {
            let text = "interpreter \(id) is retired already; INTERPRETER reinstate \(id) brings it back"
            return .done(.state, text, rows: [row(interpreter)])
        }
        if interpreter.duty != nil { try endDuty(of: interpreter, because: "interpreter-retired") }
        var retired = state.interpreters[id] ?? interpreter
        retired.isActive = false
        retired.version += 1
        let before = unfit(of: id)
        try recordInterpreter(.interpreterChanged, retired)
        try reconsider(id, since: before)
        return changed(id, "interpreter \(id) is retired; INTERPRETER reinstate \(id) brings it back", to: principal)
    }

    mutating func reinstateInterpreter(_ id: InterpreterID, expected: Int?, by principal: Principal?) throws(Refusal) -> Reply {
        var interpreter = try interpreter(id, for: nil)
        try require(version: interpreter.version, expected: expected, of: id)
        if interpreter.isActive { return .done(.state, "interpreter \(id) is not retired", rows: [row(interpreter)]) }
        interpreter.isActive = true
        interpreter.version += 1
        let before = unfit(of: id)
        try recordInterpreter(.interpreterChanged, interpreter)
        try reconsider(id, since: before)
        return changed(id, "interpreter \(id) is back, with calendar and history", to: principal)
    }

    /// - Parameter former: the pools before.
    private mutating func recordInterpreter(
        _ kind: EventKind, _ interpreter: Interpreter, former: [AgencyCode] = []
    ) throws(Refusal) {
        try record(
            kind, interpreter.id.description, scope: scope(of: interpreter, former: former),
            fields: [
                Field("v", interpreter.version), Field("active", interpreter.isActive),
                Field("languages", interpreter.competences.map(\.language)), Field("pools", interpreter.pools),
            ], changes: [.interpreter(interpreter)])
    }

    private func applied(_ profile: InterpreterProfile, to old: Interpreter) throws(Refusal) -> Interpreter {
        var new = old
        if let name = profile.name {
            try checkName(name, named: "name")
            new.name = name
        }
        if let gender = profile.gender { new.gender = gender }
        if let home = profile.home { new.home = try municipality(home, named: "home") }
        if let modalities = profile.modalities { new.modalities = try filled(modalities, "modalities").sorted() }
        if let pools = profile.pools {
            var codes: [AgencyCode] = []
            for pool in pools { codes.append(try agency(pool)) }
            new.pools = try filled(codes, "pools").sorted()
        }
        if let languages = profile.languages { new.competences = try competences(try filled(languages, "languages")) }
        if let gateway = profile.gateway { new.gateway = try self.gateway(gateway) }
        new.maximumKilometres = try limited(profile.maximumKilometres, "max-km", to: 1...1_000) ?? new.maximumKilometres
        new.maximumMinutesPerDay = try limited(profile.maximumMinutesPerDay, "max-day", to: 1...1_440) ?? new.maximumMinutesPerDay
        new.maximumMinutesPerWeek =
            try limited(profile.maximumMinutesPerWeek, "max-week", to: 1...10_080) ?? new.maximumMinutesPerWeek
        if let mayBeWoken = profile.mayBeWoken { new.mayBeWoken = mayBeWoken }
        return new
    }

    /// The user of a gateway; nil for `none`.
    private func gateway(_ text: String) throws(Refusal) -> PrincipalID? {
        if text.lowercased() == "none" { return nil }
        guard let id = PrincipalID(text.uppercased()) else {
            throw Refusal(.badValue, "gateway=\(text) is no user; name one of role gateway like U9, or none")
        }
        guard let user = state.principals[id] else { throw absent(id.description, "LIST users") }
        guard user.role == .gateway else {
            throw Refusal(.badValue, "gateway=\(id) is of role \(user.role.rawValue); name a user of role gateway, or none")
        }
        return id
    }

    private func competences(_ texts: [String]) throws(Refusal) -> [Competence] {
        var competences: [Competence] = []
        for text in texts {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            let tag = try language(parts[0], named: "languages")
            if competences.contains(where: { $0.language == tag }) {
                throw Refusal(.duplicate, "languages names \(tag) twice; name each language once, the strongest first")
            }
            var competence = Competence(language: tag, level: .certified)
            for (place, part) in parts.dropFirst().enumerated() {
                if place == 0, let level = CertificateLevel(rawValue: part.lowercased()) { competence.level = level } else {
                    try add(part, to: &competence)
                }
            }
            competences.append(competence)
        }
        return competences
    }

    /// What follows a language is its level, for instance `ti:trained`, and then dialects.
    private func add(_ text: String, to competence: inout Competence) throws(Refusal) {
        let tag = competence.language
        guard rules.languages.language(tag)?.dialects.isEmpty == false else {
            throw Refusal(.badValue, "languages=\(tag):\(text): the level is certified or trained, for instance \(tag):trained")
        }
        if CertificateLevel(rawValue: text.lowercased()) != nil {
            let order = "\(tag):\(text.lowercased())" + competence.dialects.map { ":\($0)" }.joined()
            throw Refusal(.badValue, "languages=\(tag):\(text): the level stands once, directly behind the language: \(order)")
        }
        let dialect = try dialect(text, of: tag, named: "languages=\(tag)")
        if !competence.dialects.contains(dialect) { competence.dialects = (competence.dialects + [dialect]).sorted() }
    }

    private func given<Value>(_ value: Value?, _ name: String, _ example: String) throws(Refusal) -> Value {
        if let value { return value }
        throw Refusal(.badValue, "\(name)= is missing; for instance \(example)")
    }

    private func filled<Value: Hashable>(_ values: [Value], _ name: String) throws(Refusal) -> [Value] {
        if values.isEmpty { throw Refusal(.badValue, "\(name)=() is empty; name at least one") }
        if Set(values).count != values.count { throw Refusal(.duplicate, "\(name) names something twice; name each once") }
        return values
    }

    private func limited(_ value: Int?, _ name: String, to range: ClosedRange<Int>) throws(Refusal) -> Int? {
        if let value, !range.contains(value) {
            throw Refusal(.badValue, "\(name)=\(value) is out of range; from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }
}
