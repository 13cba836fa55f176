import Foundation
import Interpreting
import RandomTestSupport
import Testing

@Suite struct GeographyTests {
    static let gazetteer = Gazetteer([
        town(12_025, "Mechelen", "Malines", [2800, 2801, 2811, 2812], 51_025_900, 4_477_600),
        town(11_002, "Antwerpen", "Anvers", [2000, 2018], 51_220_500, 4_400_300),
        town(46_021, "Sint-Niklaas", "Saint-Nicolas", [9100], 51_165_100, 4_143_700),
        town(21_004, "Brussel", "Bruxelles", [1000, 1040, 1050], 50_850_500, 4_348_800, region: .brussels),
        town(21_005, "Etterbeek", "Etterbeek", [1040], 50_832_700, 4_388_300, region: .brussels),
        town(21_009, "Elsene", "Ixelles", [1050], 50_833_300, 4_366_700, region: .brussels),
    ])
    var gazetteer: Gazetteer { Self.gazetteer }

    static func town(
        _ code: Int, _ dutch: String, _ french: String, _ postal: [Int], _ latitude: Int, _ longitude: Int, region: Region = .flanders
    ) -> Municipality {
        guard let point = Coordinates(latitude: latitude, longitude: longitude) else { fatalError("not on earth: \(dutch)") }
        return Municipality(
            code: MunicipalityCode(code), dutch: dutch, french: french, region: region, province: "", postalCodes: postal, point: point,
            population: 1)
    }

    @Test func `municipalities are found by code, postal code, and name in either language`() {
        for text in ["12025", "2800", "Mechelen", "malines", "MECHELEN", " mechelen"] {
            #expect(gazetteer.resolve(text)?.dutch == "Mechelen", "\(text)")
        }
        #expect(gazetteer.resolve("saint nicolas")?.code == MunicipalityCode(46_021))
        #expect(gazetteer.resolve("sintniklaas")?.code == MunicipalityCode(46_021))
    }

    @Test func `a postal code of several municipalities names none but suggests them`() {
        #expect(gazetteer.resolve("1040") == nil)
        #expect(gazetteer.suggestions(for: "1040").map(\.dutch) == ["Brussel", "Etterbeek"])
    }

    @Test(arguments: ["", "99999", "11001", "00000", "9999", "Namur", "999999999999999999999999", "12025x", "120 25", "-1"])
    func `what is not a municipality resolves to nothing`(text: String) {
        #expect(gazetteer.resolve(text) == nil)
    }

    @Test func `misspelt municipalities are suggested, nearest first`() {
        #expect(gazetteer.suggestions(for: "Mechlen").first?.dutch == "Mechelen")
        #expect(gazetteer.suggestions(for: "Antwerp").first?.dutch == "Antwerpen")
        #expect(gazetteer.suggestions(for: "Ettrebeek").first?.dutch == "Etterbeek")
        #expect(gazetteer.suggestions(for: "12052").first?.dutch == "Mechelen")
        #expect(gazetteer.suggestions(for: "Namur").isEmpty)
        #expect(gazetteer.suggestions(for: "").isEmpty)
        #expect(gazetteer.suggestions(for: String(repeating: "9", count: 400)).isEmpty)
    }

    @Test func `all are in ascending order, and codes lead to their place`() {
        #expect(gazetteer.all.map(\.code) == gazetteer.all.map(\.code).sorted())
        for (place, municipality) in gazetteer.all.enumerated() { #expect(gazetteer.index(of: municipality.code) == place) }
        for code in [-1, 0, 11_001, 11_003, 46_022, 100_000, Int.max] { #expect(gazetteer.index(of: MunicipalityCode(code)) == nil) }
    }

    @Test func `an empty gazetteer knows nothing`() {
        let empty = Gazetteer([])
        #expect(empty.index(of: MunicipalityCode(0)) == nil && empty.resolve("Gent") == nil && empty.suggestions(for: "Gent").isEmpty)
    }

    @Test func `great-circle metres agree with the haversine formula of the system's library`() {
        var generator = Seeded(7)
        for _ in 0..<5000 {
            let points = (0..<2).compactMap { _ in
                Coordinates(
                    latitude: Int(generator.next() % 180_000_001) - 90_000_000,
                    longitude: Int(generator.next() % 360_000_001) - 180_000_000)
            }
            #expect(abs(Double(points[0].metres(to: points[1])) - haversine(points[0], points[1])) <= 1)
            #expect(points[0].metres(to: points[1]) == points[1].metres(to: points[0]))
        }
        for first in gazetteer.all {
            for second in gazetteer.all {
                #expect(abs(Double(first.point.metres(to: second.point)) - haversine(first.point, second.point)) <= 0.6)
            }
        }
    }

    @Test func `a language stored under a tag that was given up is read as the one of now`() throws {
        let tags = try JSONDecoder().decode([LanguageTag].self, from: Data(#"["ar", "ary", "fa-AF"]"#.utf8))
        #expect(tags.map(\.text) == ["arb", "ary", "fa-AF"] && tags[0] == LanguageTag("arb"))
    }

    @Test func `points that are not on the earth do not exist`() {
        #expect(Coordinates(latitude: 90_000_001, longitude: 0) == nil)
        #expect(Coordinates(latitude: 0, longitude: -180_000_001) == nil)
        #expect(Coordinates(latitude: -90_000_000, longitude: 180_000_000) != nil)
    }

    private func haversine(_ first: Coordinates, _ second: Coordinates) -> Double {
        let unit = Double.pi / 180_000_000
        let (south, north) = (Double(first.latitude) * unit, Double(second.latitude) * unit)
        let east = Double(second.longitude - first.longitude) * unit
        let square = pow(sin((north - south) / 2), 2) + cos(south) * cos(north) * pow(sin(east / 2), 2)
        return 2 * 6_371_008.8 * atan2(square.squareRoot(), max(0, 1 - square).squareRoot())
    }
}
