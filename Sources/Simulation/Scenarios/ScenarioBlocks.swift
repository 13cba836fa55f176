import RuleFiles

/// The blocks of a scenario, those of its base included: a block of the scenario takes the place of the base's block of that name.
struct ScenarioBlocks {
    let own: FieldReader
    let base: FieldReader?

    /// Whether the scenario or its base has the block; asking makes the key known.
    func has(_ key: String) -> Bool { holder(of: key) != nil }

    /// The reader that has the key: the scenario's own before the base's.
    private func holder(of key: String) -> FieldReader? {
        let (isOwn, isBase) = (own.optionalNode(key) != nil, base?.optionalNode(key) != nil)
        return isOwn ? own : isBase ? base : nil
    }

    /// Reads a block of figures, which must say where they come from. A block that nobody has is reported.
    func block<Value>(_ key: String, _ read: (FieldReader) -> Value?) -> Value? {
        (holder(of: key) ?? own).fields(key) { block in
            let origin = block.provenance()
            let value = read(block)
            return origin == nil ? nil : value
        }
    }

    /// The same for a block that may be left out.
    func optionalBlock<Value>(_ key: String, _ read: (FieldReader) -> Value?) -> Value? {
        has(key) ? block(key, read) : nil
    }

    /// Reads a list of rows, each of which must say where its figures come from; the origin is handed on.
    /// - Parameter isOptional: no rows, without a report, when nobody has the list.
    func rows<Value>(_ key: String, isOptional: Bool = false, _ read: (FieldReader, String) -> Value?) -> [Value] {
        let reader = holder(of: key)
        if reader == nil, isOptional { return [] }
        return (reader ?? own).rows(key) { row in
            let origin = row.provenance()
            let value = read(row, origin ?? "")
            return origin == nil ? nil : value
        }
    }

    /// Reports the keys that nothing has read.
    func close() {
        own.close()
        base?.close()
    }
}
