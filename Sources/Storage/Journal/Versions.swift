import Interpreting

/// The versions of a table's rows that one batch writes, in as few rounds as can be.
///
/// A later version replaces an earlier one, unless the row's state changed between the two: the database checks each change
/// of state, so each is written, in a round of its own.
struct Versions<Entity: Identified> {
    /// In each, a row occurs at most once; a row's versions stand in consecutive rounds.
    private(set) var rounds: [[Entity]] = []
    private var latest: [Identifier<Entity>: (round: Int, index: Int)] = [:]

    /// - Parameter isStep: whether both versions must be written, one after the other.
    mutating func add(_ entity: Entity, id: Identifier<Entity>, isStep: (Entity, Entity) -> Bool = { _, _ in false }) {
        var round = 0
        if let place = latest[id] {
            guard isStep(rounds[place.round][place.index], entity) else {
                rounds[place.round][place.index] = entity
                return
            }
            round = place.round + 1
        }
        if round == rounds.count { rounds.append([]) }
        latest[id] = (round, rounds[round].count)
        rounds[round].append(entity)
    }
}
