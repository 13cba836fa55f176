import Yams

/// The text of one YAML file turned into nodes with positions, or into a problem at the position where reading stopped.
package enum YamlDocument {
    /// The top mapping of `text`, or nil after reporting why there is none.
    package static func root(file: String, text: String, log: ProblemLog) -> Node? {
        if let place = AnchorScan.firstAnchor(in: text, file: file) {
            log.report("anchors and aliases (& and *) are not allowed in rule files; write the value out, or quote the text", at: place)
            return nil
        }
        do {
            guard let node = try Yams.compose(yaml: text, .basic, .default, .utf8) else {
                log.report("the file is empty, expected a mapping of keys", at: .whole(file))
                return nil
            }
            return node
        } catch let error as YamlError {
            let (text, place) = problem(error, file: file)
            log.report(text, at: place)
        } catch {
            log.report("cannot be read as YAML: \(error)", at: .whole(file))
        }
        return nil
    }

    private static func problem(_ error: YamlError, file: String) -> (text: String, place: Place) {
        switch error {
        case .scanner(let context, let text, let mark, _), .parser(let context, let text, let mark, _),
            .composer(let context, let text, let mark, _):
            let because = context.map { " (\($0.text) at line \($0.mark.line))" } ?? ""
            return ("YAML syntax: \(text)\(because)", Place(file: file, line: mark.line, column: mark.column))
        case .reader(let text, let offset, _, let yaml):
            let lines = yaml.prefix(offset ?? 0).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            let column = (lines.last?.unicodeScalars.count ?? 0) + 1
            return ("YAML syntax: \(text)", Place(file: file, line: max(lines.count, 1), column: column))
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.map { "\"\($0)\"" }.joined(separator: ", ")
            let place = Place(file: file, line: context.mark.line, column: context.mark.column)
            return ("key \(names) occurs more than once in one mapping, expected it once", place)
        default:
            return ("cannot be read as YAML: \(error)", .whole(file))
        }
    }
}
