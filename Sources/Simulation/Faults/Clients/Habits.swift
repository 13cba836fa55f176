import Interpreting

/// What comes to the mind of a client: the next command, made of what it knows.
struct Habits {
    let person: Stage.Person
    let knowledge: Knowledge
    let now: Timestamp
    /// Unique among the commands of everybody: goes into `case=` and into moments, so that an effect can be told from its repetition.
    let mark: (client: Int, errand: Int)
    /// One that was used lately.
    let key: String?
    /// Minutes by which planned work is asked for farther ahead than otherwise.
    let lead: Int

    /// - Returns: the command without tag and key, and whether it changes something.
    func next(_ random: inout RandomStream) -> (command: String, isChange: Bool) {
        if let key, random.chance(0.04) { return ("OUTCOME key=\(key)", false) }
        return switch person.role {
        case .requester: requester(&random)
        case .interpreter: interpreter(&random)
        case .coordinator: coordinator(&random)
        case .admin: admin(&random)
        }
    }

    private func requester(_ random: inout RandomStream) -> (String, Bool) {
        let lot = random.uniform()
        if lot < 0.3 { return (submission(start: "now", &random), true) }
        if lot < 0.55 { return (submission(start: moment(minutes: lead + 40 + random.index(below: 160)), &random), true) }
        guard let request = recent(knowledge.requests, &random) else { return ("SNAPSHOT", false) }
        if lot < 0.65 {
            let isLonger = random.chance(0.5)
            let change =
                isLonger ? "minutes=\(20 + 5 * random.index(below: 12))" : "start=\(moment(minutes: lead + 60 + random.index(below: 120)))"
            return ("AMEND \(request) \(change)\(random.chance(0.6) ? " reopen=yes" : "")\(version(request, &random))", true)
        }
        if lot < 0.75 { return ("CANCEL \(request) reason=\"no longer needed\"\(version(request, &random))", true) }
        return question(about: request, &random)
    }

    private func submission(start: String, _ random: inout RandomStream) -> String {
        let language = Stage.languages[random.index(below: Stage.languages.count)]
        let isNow = start == "now"
        let complexity = ["practical", "informative", "complex"][random.index(below: isNow ? 2 : 3)]
        let minutes = isNow ? 5 + random.index(below: 30) : [20, 30, 45, 60, 70, 90][random.index(below: 6)]
        var line = "SUBMIT language=\(language) complexity=\(complexity) minutes=\(minutes) start=\(start)"
        line += " case=c\(mark.client)-\(mark.errand)"
        if random.chance(0.4) { line += " place=\(Stage.towns[random.index(below: Stage.towns.count)])" }
        if random.chance(0.3) { line += " priority=urgent" }
        if random.chance(0.2) { line += " fallback=(video)" }
        if random.chance(0.1) { line += " gender=female gender-required=yes" }
        return line
    }

    private func interpreter(_ random: inout RandomStream) -> (String, Bool) {
        let lot = random.uniform()
        if lot < 0.3 {
            let modalities = random.chance(0.15) ? " modalities=(\(random.chance(0.5) ? "telephone" : "video"))" : ""
            return ("ONDUTY\(modalities) until=\(unique(minutes: 60))", true)
        }
        if lot < 0.38 { return ("OFFDUTY", true) }
        if lot < 0.46 {
            let from = 30 + random.index(below: 200)
            return ("UNAVAILABLE from=\(moment(minutes: from)) until=\(unique(minutes: from + 60))", true)
        }
        if lot < 0.52 { return ("AVAILABLE from=\(moment(minutes: 0)) until=\(unique(minutes: 300))", true) }
        if lot < 0.56, let entry = recent(knowledge.entries, &random) { return ("AVAILABLE \(entry)", true) }
        if lot < 0.64, let assignment = recent(knowledge.assignments, &random) { return ("RELEASE \(assignment) reason=ill", true) }
        if lot < 0.78, let offer = recent(knowledge.offers, &random) {
            return (random.chance(0.7) ? "ACCEPT \(offer)" : "DECLINE \(offer) reason=far", true)
        }
        if lot < 0.84, let assignment = recent(knowledge.assignments, &random) {
            return (random.chance(0.5) ? "START \(assignment)" : "FINISH \(assignment)", true)
        }
        if lot < 0.9 { return ("LIST assignments", false) }
        return lot < 0.95 ? ("SNAPSHOT", false) : ("LIST offers state=made", false)
    }

    private func coordinator(_ random: inout RandomStream) -> (String, Bool) {
        let lot = random.uniform()
        guard let request = recent(knowledge.requests, &random) else { return ("BOARD", false) }
        if lot < 0.35 { return ("ASSIGN \(request) I\(1 + random.index(below: 14))\(version(request, &random))", true) }
        if lot < 0.45, let assignment = recent(knowledge.assignments, &random) { return ("UNASSIGN \(assignment) reason=conflict", true) }
        if lot < 0.65 { return ("HOLD \(request) \(random.chance(0.4) ? "on" : "off")\(version(request, &random))", true) }
        if lot < 0.7 { return ("CANCEL \(request)", true) }
        if lot < 0.75 { return ("CANDIDATES \(request)", false) }
        if lot < 0.8 { return ("BOARD limit=10", false) }
        return question(about: request, &random)
    }

    private func admin(_ random: inout RandomStream) -> (String, Bool) {
        let number = random.index(below: Stage.interpreters.count)
        let person = "I\(number + 1)"
        switch random.index(below: 12) {
        case 0: return ("LIST assignments", false)
        case 1: return ("STATS", false)
        case 2: return (random.chance(0.5) ? "SNAPSHOT" : "BOARD", false)
        case 3: return ("LIST requests state=assigned", false)
        case 4: return ("INTERPRETER set \(person) max-km=\(40 + random.index(below: 100))", true)
        case 5: return ("INTERPRETER set \(person) languages=(\(Stage.languages[random.index(below: Stage.languages.count)]))", true)
        case 6: return ("INTERPRETER set \(person) modalities=(\(random.chance(0.5) ? "telephone" : "onsite"))", true)
        case 7: return ("INTERPRETER retire \(person)", true)
        case 8: return ("INTERPRETER reinstate \(person)", true)
        case 9:
            let user = Stage.dismissible[random.index(below: Stage.dismissible.count)]
            return ("USER \(random.chance(0.4) ? "disable" : "enable") \(user)", true)
        default:
            let profile = Stage.interpreters[number]
            let modalities = profile.modalities.map(\.rawValue).joined(separator: " ")
            let pools = random.chance(0.8) ? profile.pools.joined(separator: " ") : "amal"
            let languages = profile.languages.joined(separator: " ")
            return ("INTERPRETER set \(person) languages=(\(languages)) modalities=(\(modalities)) pools=(\(pools))", true)
        }
    }

    private func question(about request: String, _ random: inout RandomStream) -> (String, Bool) {
        switch random.index(below: 6) {
        case 0: ("SHOW \(request)", false)
        case 1: ("LIST requests", false)
        case 2: ("EXPLAIN \(request)", false)
        case 3: ("SNAPSHOT", false)
        case 4: ("LIST assignments", false)
        // Most likely somebody else's.
        default: ("SHOW R\(1 + random.index(below: 30))", false)
        }
    }

    /// One of the last few.
    private func recent(_ list: [String], _ random: inout RandomStream) -> String? {
        list.isEmpty ? nil : list[list.count - 1 - random.index(below: min(6, list.count))]
    }

    /// Half of the time the version last seen is a condition.
    private func version(_ subject: String, _ random: inout RandomStream) -> String {
        guard let version = knowledge.version(of: subject), random.chance(0.5) else { return "" }
        return " if=\(version)"
    }

    private func moment(minutes: Int) -> String {
        Timestamp(seconds: (now.seconds / 300 + 1) * 300 + Int64(minutes / 5 * 5) * 60).text(offset: 0)
    }

    /// A second of the day that no other command names.
    private func unique(minutes: Int) -> String {
        let base = now.seconds / 1800 * 1800 + Int64(minutes) * 60 + 1800
        return Timestamp(seconds: base + Int64(mark.errand % 1800)).text(offset: 0)
    }
}
