import Rules

/// Puts what was read from one file together, and finds what is wrong between its rows.
///
/// It runs only when every row of the file could be read: otherwise a row left out would be blamed on its neighbours.
typealias Build<Part> = () throws(RuleProblems) -> Part
