import Interpreting

/// Reads `place-names.csv`: what municipalities were called before a merger, what their parts are called, what else they are, and the
/// municipalities that the service does not answer for.
enum PlaceNamesFile {
    private static let header = "name,kind,nis,municipality,since,source"

    /// What the rows hold.
    struct Names {
        var other: [PlaceName] = []
        var elsewhere: [PlaceName.Elsewhere] = []
    }

    /// - Parameter places: the municipalities of today.
    static func read(file: String, text: String, places: Gazetteer, log: ProblemLog) -> Names? {
        let before = log.count
        var names = Names()
        var lines: [PlaceName: Int] = [:]
        var codes: [MunicipalityCode: Int] = [:]
        let rows = CsvTable.rows(file: file, text: text, header: header, log: log) { row, line -> Int? in
            var code: MunicipalityCode?
            if row.fields[1] == "elsewhere" {
                guard let place = elsewhere(row, places) else { return nil }
                names.elsewhere.append(place)
                code = place.code
            } else {
                guard let found = placeNames(row, places) else { return nil }
                for name in found {
                    if let earlier = lines.updateValue(line, forKey: name) {
                        row.report("\(name.name) is already on line \(earlier), expected each name of a municipality once", field: 0)
                    }
                }
                names.other += found
                code = found.first?.formerCode
            }
            if let code, let earlier = codes.updateValue(line, forKey: code) {
                row.report("nis \(code) is already on line \(earlier), expected each code once", field: 2)
            }
            return line
        }
        return log.count == before && rows != nil ? names : nil
    }

    private static func elsewhere(_ row: CsvRow, _ places: Gazetteer) -> PlaceName.Elsewhere? {
        let names = row.list(0)
        if names.isEmpty { row.report("name is empty, expected a name, or several with | between", field: 0) }
        let code = row.integer(2, "nis", 10_000...99_999).map(MunicipalityCode.init)
        for (field, what) in [(3, "municipality"), (4, "since")] where !row.fields[field].isEmpty {
            row.report("\(what) is \"\(row.fields[field])\", expected nothing: the service does not answer for this one", field: field)
        }
        guard let code, !names.isEmpty, row.text(5, "source") != nil else { return nil }
        if let own = places.municipality(code) {
            row.report("nis \(code) is \(own.dutch), one of gazetteer.csv, expected one outside Flanders and Brussels", field: 2)
        }
        return PlaceName.Elsewhere(code: code, names: names)
    }

    private static func placeNames(_ row: CsvRow, _ places: Gazetteer) -> [PlaceName]? {
        let names = row.list(0)
        let kind = kind(row, places)
        let code = row.integer(3, "municipality", 10_000...99_999).map(MunicipalityCode.init)
        let source = row.text(5, "source")
        if names.isEmpty { row.report("name is empty, expected a name, or several with | between", field: 0) }
        guard !names.isEmpty, let kind, let code, source != nil else { return nil }
        guard let municipality = places.municipality(code) else {
            row.report("municipality \(code) is not in gazetteer.csv, expected one of today", field: 3)
            return nil
        }
        return names.map { name in
            let name = PlaceName(name, kind, of: municipality.code)
            // A part may be called like another municipality: a postal code beside the name then means it.
            if name.formerCode == nil, let own = places.municipality(named: name.name), kind != .part || own.code == municipality.code {
                let text = "\(name.name) is \(own.code) (\(own.dutch)) already, expected a name that no municipality of today has"
                row.report(text, field: 0)
            }
            return name
        }
    }

    private static func kind(_ row: CsvRow, _ places: Gazetteer) -> PlaceName.Kind? {
        if row.fields[1] == "merged" {
            let code = row.integer(2, "nis", 10_000...99_999).map(MunicipalityCode.init)
            guard let code, let since = row.integer(4, "since", 1900...2100) else { return nil }
            if places.municipality(code) == nil { return .merged(code, since: since) }
            row.report("nis \(code) is a municipality of today, expected the code of one that was merged", field: 2)
            return nil
        }
        let kinds: [String: PlaceName.Kind] = ["part": .part, "name": .name]
        guard let kind = kinds[row.fields[1]] else {
            row.report("kind is \"\(row.fields[1])\", expected merged, part, name or elsewhere", field: 1)
            return nil
        }
        for (field, what) in [(2, "nis"), (4, "since")] where !row.fields[field].isEmpty {
            row.report("\(what) is \"\(row.fields[field])\", expected nothing: only what was merged has one", field: field)
        }
        return kind
    }
}
