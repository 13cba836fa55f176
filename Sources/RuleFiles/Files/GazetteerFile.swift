import Interpreting

/// Reads `gazetteer.csv`: one municipality a line.
enum GazetteerFile {
    private static let header = "nis,name_nl,name_fr,region,province,postal_codes,lat,lon,nucleus_population,point_source"
    /// Belgium and a little more, in microdegrees: swapped columns and slipped digits fall outside.
    private static let latitudes = 49_000_000...52_000_000
    private static let longitudes = 2_000_000...7_000_000

    static func read(file: String, text: String, log: ProblemLog) -> Gazetteer? {
        let before = log.count
        var seen: [MunicipalityCode: Int] = [:]
        let municipalities = CsvTable.rows(file: file, text: text, header: header, log: log) { row, line -> Municipality? in
            guard let municipality = municipality(row) else { return nil }
            if let earlier = seen[municipality.code] {
                row.report("nis \(municipality.code) is already on line \(earlier), expected each municipality once", field: 0)
            }
            seen[municipality.code] = line
            return municipality
        }
        guard let municipalities else { return nil }
        if municipalities.isEmpty, log.count == before { log.report("no municipalities at all, expected one a line", at: .whole(file)) }
        return log.count == before ? Gazetteer(municipalities) : nil
    }

    private static func municipality(_ row: CsvRow) -> Municipality? {
        let code = row.integer(0, "nis", 10_000...99_999)
        let (dutch, french) = (row.text(1, "name_nl"), row.text(2, "name_fr"))
        let region = region(row)
        let province = row.text(4, "province")
        let postalCodes = postalCodes(row)
        let latitude = row.decimal(6, "lat", places: 6, latitudes)
        let longitude = row.decimal(7, "lon", places: 6, longitudes)
        let population = row.integer(8, "nucleus_population", 0...10_000_000)
        let source = row.text(9, "point_source")
        guard let code, let dutch, let french, let region, let province, let postalCodes, let latitude, let longitude, let population,
            source != nil, let point = Coordinates(latitude: latitude, longitude: longitude)
        else { return nil }
        return Municipality(
            code: MunicipalityCode(code), dutch: dutch, french: french, region: region, province: province, postalCodes: postalCodes,
            point: point, population: population)
    }

    private static func region(_ row: CsvRow) -> Region? {
        switch row.fields[3] {
        case "VLG": return .flanders
        case "BRU": return .brussels
        default:
            row.report("region is \"\(row.fields[3])\", expected VLG or BRU", field: 3)
            return nil
        }
    }

    private static func postalCodes(_ row: CsvRow) -> [Int]? {
        let codes = row.fields[5].split(separator: "|", omittingEmptySubsequences: false).map { DecimalText.scaled(String($0), places: 0) }
        let valid = codes.compactMap { $0 }.filter { (1000...9999).contains($0) }
        guard valid.count == codes.count else {
            row.report("postal_codes is \"\(row.fields[5])\", expected codes of four digits with | between", field: 5)
            return nil
        }
        return valid
    }
}
