import Interpreting

/// What is registered already: refused with what it is called there, and with how to go on when something else is meant.
extension Engine {
    /// Names are the same in whatever case, with or without accents, hyphens and spaces.
    private func isNamed(_ name: String, _ folded: String) -> Bool { Suggestion.folded(name) == folded }

    /// - Parameter renamed: an organisation that may have the name because it has it already.
    func checkNew(organisation name: String, in municipality: MunicipalityCode, except renamed: OrganisationID? = nil) throws(Refusal) {
        let folded = Suggestion.folded(name)
        for establishment in state.establishments.all()
        where establishment.municipality == municipality && establishment.organisation != renamed {
            guard let organisation = state.organisations[establishment.organisation] else { continue }
            guard isNamed(establishment.name, folded) || isNamed(organisation.name, folded) else { continue }
            throw Refusal(
                .duplicate,
                "\(organisation.id) \"\(organisation.name)\" is registered in \(town(municipality)) already, as \(establishment.id): "
                    + "SHOW \(organisation.id). Another place of it: ORGANISATION site \(organisation.id) name=… place=…; "
                    + "another organisation: give it a name that tells the two apart")
        }
    }

    func checkNew(site name: String, of organisation: OrganisationID, in municipality: MunicipalityCode) throws(Refusal) {
        let folded = Suggestion.folded(name)
        for establishment in state.establishments.all()
        where establishment.municipality == municipality && establishment.organisation != organisation {
            guard let other = state.organisations[establishment.organisation], isNamed(other.name, folded) else { continue }
            throw Refusal(
                .duplicate,
                "\(other.id) \"\(other.name)\" is an organisation of its own in \(town(municipality)), as \(establishment.id): "
                    + "SHOW \(other.id). A place of \(organisation): give it a name that tells the two apart")
        }
        for establishment in state.index.establishments[organisation].compactMap({ state.establishments[$0] })
        where establishment.municipality == municipality && isNamed(establishment.name, folded) {
            throw Refusal(
                .duplicate,
                "\(establishment.id) of \(organisation) is \"\(establishment.name)\" in \(town(municipality)) already; "
                    + "give another place of it a name of its own")
        }
    }

    /// Asks back when somebody of this name, in whatever order, with the same home or the same languages is registered.
    func checkNew(_ interpreter: Interpreter) throws(Refusal) {
        let name = anyOrder(interpreter.name)
        let languages = interpreter.competences.map(\.language).sorted()
        for other in state.interpreters.all() where other.id != interpreter.id {
            let isNear = other.home == interpreter.home
                || other.competences.count == languages.count && other.competences.map(\.language).sorted() == languages
            guard isNear, anyOrder(other.name) == name else { continue }
            let spoken = other.competences.map(\.language.text).joined(separator: " ")
            let step = other.isActive
                ? "INTERPRETER set \(other.id) … changes what is known"
                : "INTERPRETER reinstate \(other.id) brings back who is retired"
            throw Refusal(
                .duplicate,
                "\(other.id) \"\(other.name)\" of \(town(other.home)), languages \(spoken), is registered already"
                    + "\(other.isActive ? "" : " and retired"): SHOW \(other.id); \(step). "
                    + "Another person: the same command with another=yes")
        }
    }

    /// Family names come first or last.
    private func anyOrder(_ name: String) -> [String] {
        name.split { !$0.isLetter && !$0.isNumber }.map { Suggestion.folded(String($0)) }.sorted()
    }

    /// Whether the register would know the interpreter by another name than before.
    func isRenamed(_ new: Interpreter, from old: Interpreter) -> Bool { anyOrder(new.name) != anyOrder(old.name) }

    /// Refuses an agreement with an agency that answers for none of its places.
    func checkServed(_ organisation: OrganisationID, by agency: AgencyCode) throws(Refusal) {
        let sites = state.index.establishments[organisation].compactMap { state.establishments[$0] }
        let serving = sites.map { ($0, rules.agencies.agency(serving: $0.municipality)?.value) }
        guard case let (site, other?)? = serving.first, !serving.contains(where: { $0.1 == agency }) else { return }
        let others = serving.count > 1 ? ", and none of its \(serving.count - 1) other places is served by \(agency)" : ""
        throw Refusal(
            .badValue,
            "agency=\(agency) serves no place of \(organisation): \(site.id) is in \(town(site.municipality)), "
                + "which \(other) serves\(others); "
                + "AGREEMENT add organisation=\(organisation) agency=\(other) from=…, or register a place that \(agency) serves first")
    }

    /// `12025 (Mechelen)`.
    func town(_ code: MunicipalityCode) -> String {
        rules.gazetteer.municipality(code).map { "\(code) (\($0.dutch))" } ?? code.description
    }
}
