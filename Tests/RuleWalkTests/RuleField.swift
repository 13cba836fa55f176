import Yams

/// One value in a rule file: how to get to it, and what it says.
struct RuleField {
    enum Step: Hashable {
        case key(String)
        case index(Int)
    }

    let path: [Step]
    let text: String
    let line: Int

    /// The nearest key above it.
    var key: String {
        for step in path.reversed() { if case .key(let key) = step { return key } }
        return ""
    }

    /// Whether it is one of a list.
    var isElement: Bool {
        if case .index = path.last { true } else { false }
    }

    /// The path of the row that it belongs to.
    var row: [Step]? {
        guard let index = path.firstIndex(where: { if case .index = $0 { true } else { false } }) else { return nil }
        return Array(path[...index])
    }

    /// All values below `node`, in the order of the file.
    static func all(in node: Node, path: [Step] = []) -> [RuleField] {
        switch node {
        case .scalar(let scalar): [RuleField(path: path, text: scalar.string, line: scalar.mark?.line ?? 0)]
        case .sequence(let list): list.enumerated().flatMap { all(in: $0.element, path: path + [.index($0.offset)]) }
        case .mapping(let pairs): pairs.flatMap { all(in: $0.value, path: path + [.key($0.key.string ?? "")]) }
        default: []
        }
    }

    static func texts(_ node: Node) -> [String] { all(in: node).map(\.text) }
}

extension Node {
    /// What lies at `path`; nil when nothing does.
    func node(at path: ArraySlice<RuleField.Step>) -> Node? {
        guard let first = path.first else { return self }
        switch (self, first) {
        case (.mapping(let pairs), .key(let key)): return pairs.first { $0.key.string == key }?.value.node(at: path.dropFirst())
        case (.sequence(let list), .index(let index)):
            return list.indices.contains(index) ? list[index].node(at: path.dropFirst()) : nil
        default: return nil
        }
    }

    /// The node with what lies at `path` replaced; nil takes it out of its list.
    func replacing(_ path: ArraySlice<RuleField.Step>, with node: Node?) -> Node {
        guard let first = path.first else { return node ?? self }
        let rest = path.dropFirst()
        switch (self, first) {
        case (.mapping(let pairs), .key(let key)):
            let changed = pairs.map { pair in
                (pair.key, pair.key.string == key ? pair.value.replacing(rest, with: node) : pair.value)
            }
            return .mapping(Mapping(changed, pairs.tag, pairs.style, pairs.mark))
        case (.sequence(let list), .index(let index)):
            var nodes = Array(list)
            if rest.isEmpty, node == nil { nodes.remove(at: index) } else { nodes[index] = nodes[index].replacing(rest, with: node) }
            return .sequence(Sequence(nodes, list.tag, list.style, list.mark))
        default: return self
        }
    }

    func replacing(_ path: [RuleField.Step], with node: Node?) -> Node { replacing(path[...], with: node) }

    func replacing(_ field: RuleField, with text: String?) -> Node {
        guard case .scalar(var scalar)? = node(at: field.path[...]), let text else { return replacing(field.path, with: nil) }
        scalar.string = text
        return replacing(field.path, with: .scalar(scalar))
    }

    /// What lies at the two paths exchanged; the same when one of them leads nowhere.
    func exchanging(_ one: [RuleField.Step], _ other: [RuleField.Step]) -> Node {
        guard let first = node(at: one[...]), let second = node(at: other[...]) else { return self }
        return replacing(one, with: second).replacing(other, with: first)
    }
}
