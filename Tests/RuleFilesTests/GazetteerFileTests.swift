import Foundation
import Interpreting
import Testing

@testable import RuleFiles

@Suite struct GazetteerFileTests {
    private let header = "nis,name_nl,name_fr,region,province,postal_codes,lat,lon,nucleus_population,point_source"
    private let ghent = "44021,Gent,Gand,VLG,Oost-Vlaanderen,9000|9030,51.0500,3.7167,231493,geonames:2797656"

    private func read(_ lines: String...) -> (gazetteer: Gazetteer?, problems: [String]) {
        let log = ProblemLog(directory: "rules")
        let text = lines.joined(separator: "\n") + "\n"
        return (GazetteerFile.read(file: "gazetteer.csv", text: text, log: log), log.problems.map(\.description))
    }

    @Test func aRowIsAMunicipality() throws {
        let (gazetteer, problems) = read(header, ghent)
        #expect(problems == [])
        let municipality = try #require(gazetteer?.municipality(MunicipalityCode(44021)))
        #expect(municipality.dutch == "Gent" && municipality.french == "Gand" && municipality.region == .flanders)
        #expect(municipality.postalCodes == [9000, 9030])
        #expect(municipality.point == Coordinates(latitude: 51_050_000, longitude: 3_716_700))
        #expect(municipality.population == 231_493)
    }

    @Test func linesMayEndInCarriageReturns() {
        #expect(read(header + "\r", ghent + "\r").gazetteer?.all.count == 1)
        let excel = "\u{FEFF}" + header.replacing(",", with: ";") + "\r"
        #expect(read(excel, "\r", ghent.replacing(",", with: ";") + "\r").gazetteer?.resolve("Gent")?.code.number == 44021)
    }

    @Test(arguments: [
        (
            "44021,Gent,Gand",
            "2:1: 3 cells, expected 10 as in the header"
        ),
        ("x,Gent,Gand,VLG,O,9000,51.0500,3.7167,1,g", "2:1: nis is \"x\", expected a whole number from 10000 to 99999"),
        ("44021,,Gand,VLG,O,9000,51.0500,3.7167,1,g", "2:7: name_nl is empty, expected text"),
        ("44021,\"Gent,Gand,VLG", "2:7: a quotation mark opens a cell that is never closed, expected a second one"),
        ("44021,Gent,Gand,WAL,O,9000,51.0500,3.7167,1,g", "2:17: region is \"WAL\", expected VLG or BRU"),
        (
            "44021,Gent,Gand,VLG,O,9000|90,51.0500,3.7167,1,g",
            "2:23: postal_codes is \"9000|90\", expected codes of four digits with | between"
        ),
        (
            "44021,Gent,Gand,VLG,O,9000,3.7167,51.0500,1,g",
            "2:28: lat is \"3.7167\", expected a number from 49.000000 to 52.000000 with at most 6 decimals"
        ),
        (
            "44021,Gent,Gand,VLG,O,9000,51.0500,3.7167,many,g",
            "2:43: nucleus_population is \"many\", expected a whole number from 0 to 10000000"
        ),
        ("44021,Gent,Gand,VLG,O,9000,51.0500,3.7167,1,", "2:45: point_source is empty, expected text"),
    ])
    func aMalformedRowIsReportedAtItsField(row: String, problem: String) {
        let (gazetteer, problems) = read(header, row, ghent.replacingOccurrences(of: "44021", with: "44022"))
        #expect(gazetteer == nil)
        #expect(problems.first == "rules/gazetteer.csv:\(problem)")
    }

    @Test func aMunicipalityGivenTwiceIsReported() {
        #expect(
            read(header, ghent, ghent).problems == [
                "rules/gazetteer.csv:3:1: nis 44021 is already on line 2, expected each municipality once"
            ])
    }

    @Test func anotherHeaderIsReported() {
        #expect(read("nis;name", ghent).problems == ["rules/gazetteer.csv:1:1: the first line is \"nis,name\", expected \(header)"])
    }

    @Test func aFileWithoutMunicipalitiesIsReported() {
        #expect(read(header).problems == ["rules/gazetteer.csv: no municipalities at all, expected one a line"])
    }

    @Test func theRealOneHasAllMunicipalitiesOfFlandersAndBrussels() throws {
        let gazetteer = try RuleFixtures.book().gazetteer
        #expect(gazetteer.all.count == 304)
        #expect(gazetteer.all.filter { $0.region == .brussels }.count == 19)
        #expect(gazetteer.resolve("Mechelen")?.code.number == 12025)
        #expect(gazetteer.resolve("gand")?.code.number == 44021)
    }
}
