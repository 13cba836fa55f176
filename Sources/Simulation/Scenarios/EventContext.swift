import Interpreting

/// What events may refer to.
package struct EventContext {
    /// Tags and codes, ascending.
    package let languages: [String]
    package let agencies: [String]
    let gazetteer: Gazetteer
    let places: PlaceTable
}
