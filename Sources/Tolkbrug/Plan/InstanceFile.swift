import Foundation

/// Reads an instance, or says at which field it cannot.
enum InstanceFile {
    /// What is wrong with a file: `file: path.to.field: what is wrong`.
    struct Problem: Error, CustomStringConvertible {
        let description: String

        init(_ file: String, _ path: String, _ text: String) {
            description = path.isEmpty ? "\(file): \(text)" : "\(file): \(path): \(text)"
        }
    }

    static func read(_ file: String) throws(Problem) -> Instance {
        // Also from a pipe.
        guard let handle = FileHandle(forReadingAtPath: file), let data = try? handle.readToEnd() ?? Data() else {
            throw Problem(file, "", "cannot be read; name an existing JSON file")
        }
        do throws(StrictJSON.Problem) { try StrictJSON.check(data) } catch { throw Problem(file, error.path, error.text) }
        let instance: Instance
        do {
            instance = try JSONDecoder().decode(Instance.self, from: data)
        } catch let error as DecodingError {
            throw problem(error, in: file)
        } catch let error as FieldProblem {
            throw Problem(file, path(error.path), error.text)
        } catch {
            throw Problem(file, "", "is not JSON: \(error)")
        }
        if let found = InstanceCheck.problem(instance) { throw Problem(file, found.path, found.text) }
        return instance
    }

    private static func problem(_ error: DecodingError, in file: String) -> Problem {
        switch error {
        case .keyNotFound(let key, let context):
            Problem(file, path(context.codingPath + [key]), "is missing")
        case .typeMismatch(let type, let context):
            Problem(file, path(context.codingPath), "is not \(name(type))")
        case .valueNotFound(let type, let context):
            Problem(file, path(context.codingPath), "is null; \(name(type)) is needed")
        case .dataCorrupted(let context):
            Problem(file, path(context.codingPath), context.codingPath.isEmpty ? "is not JSON" : context.debugDescription)
        @unknown default:
            Problem(file, "", "\(error)")
        }
    }

    /// `jobs[3].start`.
    private static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce("") { text, key in
            if let index = key.intValue { return text + "[\(index)]" }
            return text.isEmpty ? key.stringValue : text + "." + key.stringValue
        }
    }

    private static func name(_ type: any Any.Type) -> String {
        switch type {
        case is Int.Type, is WholeNumber.Type: "a whole number"
        case is Double.Type: "a number"
        case is Bool.Type: "true or false"
        case is String.Type: "a text"
        case is any Collection.Type: "\(type)".hasPrefix("Array") ? "a list" : "an object"
        default: "an object"
        }
    }
}
