import Foundation

/// A study as JSON for other programs. The same study gives the same bytes: keys are sorted, and numbers have the fewest digits that
/// read back as the same number.
public enum StudyJSON {
    /// Ends with a line break.
    /// - Throws: `EncodingError.invalidValue` when a figure is infinite or not a number, which JSON cannot hold.
    public static func text(of study: Study) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(study), as: UTF8.self) + "\n"
    }
}
