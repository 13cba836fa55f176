import Yams

/// Rows that a file may have and ours does not have today.
enum Sample {
    private static let oneOffDays = """
        - date: 2026-11-10
          counts-as: sunday
          reason: the agencies close for once
          source: policy
        """

    static func extended(_ tree: Node, _ file: String) throws -> Node {
        guard file == "calendar.yaml", let days = try Yams.compose(yaml: oneOffDays) else { return tree }
        return tree.replacing([.key("one-off-days")], with: days)
    }
}
