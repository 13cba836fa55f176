import Interpreting
import Rules

/// What events may refer to.
package struct EventContext {
    package let languages: LanguageRules
    /// Codes, ascending.
    package let agencies: [String]
    let gazetteer: Gazetteer
    let places: PlaceTable
}
