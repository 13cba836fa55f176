import Interpreting

/// Reads `place-names.csv`: what municipalities were called before a merger, what their parts are called, and what else they are.
enum PlaceNamesFile {
    private static let header = "name,kind,nis,municipality,since,source"

    /// - Parameter places: the municipalities of today.
    static func read(file: String, text: String, places: Gazetteer, log: ProblemLog) -> [PlaceName]? {
        let before = log.count
        var lines: [PlaceName: Int] = [:]
        var codes: [MunicipalityCode: Int] = [:]
        let names = CsvTable.rows(file: file, text: text, header: header, log: log) { row, line -> [PlaceName]? in
            guard let names = placeNames(row, places) else { return nil }
            for name in names {
                if let earlier = lines.updateValue(line, forKey: name) {
                    row.report("\(name.name) is already on line \(earlier), expected each name of a municipality once", field: 0)
                }
            }
            if let code = names.first?.formerCode, let earlier = codes.updateValue(line, forKey: code) {
                row.report("nis \(code) is already on line \(earlier), expected each code once", field: 2)
            }
            return names
        }
        return log.count == before ? names?.flatMap(\.self) : nil
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
            if name.formerCode == nil, let own = places.municipality(named: name.name) {
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
        let kinds: [Substring: PlaceName.Kind] = ["part": .part, "name": .name]
        guard let kind = kinds[row.fields[1]] else {
            row.report("kind is \"\(row.fields[1])\", expected merged, part or name", field: 1)
            return nil
        }
        for (field, what) in [(2, "nis"), (4, "since")] where !row.fields[field].isEmpty {
            row.report("\(what) is \"\(row.fields[field])\", expected nothing: only what was merged has one", field: field)
        }
        return kind
    }
}
