import Interpreting

/// `ORGANISATION` and `AGREEMENT`: who may ask for interpreters, from where, since when and until when.
extension Engine {
    mutating func addOrganisation(name: String, sector: Sector, place: String) throws(Refusal) -> Reply {
        try checkName(name, named: "name")
        let municipality = try municipality(place)
        try checkNew(organisation: name, in: municipality)
        let organisation = Organisation(id: state.organisations.nextID, name: name, sector: sector)
        let scope = Scope(organisation: organisation.id, agency: rules.agencies.agency(serving: municipality)?.value)
        try record(
            .organisationAdded, organisation.id.description, scope: scope,
            fields: [Field("name", name), Field("sector", sector.rawValue)], changes: [.organisation(organisation)])
        let establishment = try recordEstablishment(of: organisation.id, name: name, municipality: municipality)
        return .done(
            .object,
            "organisation \(organisation.id) is registered with establishment \(establishment.id); "
                + "next: AGREEMENT add organisation=\(organisation.id) agency=\(scope.agency?.text ?? "agii") "
                + "from=\(rules.calendar.local(turn.now).date)",
            rows: [row(organisation), row(establishment)])
    }

    /// Establishments that are called as it was are called as it is.
    mutating func changeOrganisation(
        _ id: OrganisationID, name: String?, sector: Sector?, expected: Int?
    ) throws(Refusal) -> Reply {
        let old = try organisation(id, for: nil)
        try require(version: old.version, expected: expected, of: id)
        var new = old
        if let name {
            try checkName(name, named: "name")
            new.name = name
        }
        new.sector = sector ?? old.sector
        if new == old { return .done(.state, "organisation \(id) is so already", rows: [row(old)]) }
        new.version += 1
        let sites = state.index.establishments[id].compactMap { state.establishments[$0] }
        var changes: [Change] = [.organisation(new)]
        for var site in sites where new.name != old.name && site.name == old.name {
            try checkNew(organisation: new.name, in: site.municipality, except: id)
            site.name = new.name
            changes.append(.establishment(site))
        }
        let agency = sites.first.flatMap { rules.agencies.agency(serving: $0.municipality)?.value }
        try record(
            .organisationChanged, id.description, scope: Scope(organisation: id, agency: agency),
            fields: [Field("v", new.version), Field("name", new.name), Field("sector", new.sector.rawValue)], changes: changes)
        return .done(.state, "organisation \(id) is changed", rows: [row(new)])
    }

    mutating func addEstablishment(_ id: OrganisationID, name: String, place: String) throws(Refusal) -> Reply {
        let organisation = try organisation(id, for: nil)
        try checkName(name, named: "name")
        let municipality = try municipality(place)
        try checkNew(site: name, of: organisation.id, in: municipality)
        let establishment = try recordEstablishment(of: organisation.id, name: name, municipality: municipality)
        return .done(.object, "establishment \(establishment.id) of \(organisation.id) is registered", rows: [row(establishment)])
    }

    private mutating func recordEstablishment(
        of organisation: OrganisationID, name: String, municipality: MunicipalityCode
    ) throws(Refusal) -> Establishment {
        guard let agency = rules.agencies.agency(serving: municipality)?.value else {
            throw Refusal(.unknownPlace, "no agency serves \(municipality); rules/agencies.yaml gives each municipality one")
        }
        let establishment = Establishment(
            id: state.establishments.nextID, organisation: organisation, name: name, municipality: municipality)
        try record(
            .establishmentAdded, establishment.id.description, scope: Scope(organisation: organisation, agency: agency),
            fields: [
                Field("organisation", organisation), Field("name", name), Field("place", municipality), Field("agency", agency),
            ], changes: [.establishment(establishment)])
        return establishment
    }

    mutating func addAgreement(
        _ id: OrganisationID, agency text: String, from: String, until: String?
    ) throws(Refusal) -> Reply {
        let organisation = try organisation(id, for: nil)
        let agency = try agency(text)
        try checkServed(organisation.id, by: agency)
        let first = try date(from, named: "from")
        var last: CivilDate?
        if let until { last = try date(until, named: "until") }
        if let last, last < first {
            throw Refusal(.badValue, "until=\(last) lies before from=\(first); an agreement ends on or after the day it begins")
        }
        let agreement = Agreement(
            id: state.agreements.nextID, organisation: organisation.id, agency: agency, from: first, until: last)
        try checkAlone(agreement)
        try record(
            .agreementAdded, agreement.id.description, scope: Scope(organisation: organisation.id, agency: agency),
            fields: [Field("organisation", organisation.id), Field("agency", agency), Field("from", first)]
                + Field.optional("until", last), changes: [.agreement(agreement)])
        return .done(
            .object,
            "agreement \(agreement.id) of \(organisation.id) with \(agency) is in force from \(first)"
                + (last.map { " until \($0)" } ?? ""),
            rows: [row(agreement)])
    }

    mutating func endAgreement(_ id: AgreementID, until: String) throws(Refusal) -> Reply {
        guard var agreement = state.agreements[id] else { throw absent(id.description, "LIST agreements") }
        let last = try date(until, named: "until")
        if last < agreement.from {
            throw Refusal(.badValue, "until=\(last) lies before \(id) began, \(agreement.from); give that day or a later one")
        }
        agreement.until = last
        try checkAlone(agreement)
        try record(
            .agreementEnded, id.description, scope: Scope(organisation: agreement.organisation, agency: agreement.agency),
            fields: [Field("until", last)], changes: [.agreement(agreement)])
        return .done(.state, "agreement \(id) ends on \(last)", rows: [row(agreement)])
    }

    /// In the order in which they were made.
    func agreements(of organisation: OrganisationID, with agency: AgencyCode) -> [Agreement] {
        state.index.agreements[organisation].compactMap { state.agreements[$0] }.filter { $0.agency == agency }
    }
}
