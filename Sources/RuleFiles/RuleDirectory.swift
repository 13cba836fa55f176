import Foundation

/// Finds the directory of the rule files.
public enum RuleDirectory {
    /// The environment variable that names it.
    public static let variable = "TOLKBRUG_RULES"

    /// The first of: the directory that was asked for; `$TOLKBRUG_RULES`; `./rules`; `../share/tolkbrug/rules` beside the executable.
    ///
    /// The first two are taken as they are, so that a wrong one is a problem and not silently replaced; of the others the first
    /// that exists counts, and `./rules` when none does.
    /// - Parameters:
    ///   - requested: what `--rules` says.
    ///   - environment: usually `ProcessInfo.processInfo.environment`.
    ///   - executable: the path of the running program, symbolic links followed; nil when it is unknown.
    public static func find(
        requested: String?, environment: [String: String] = ProcessInfo.processInfo.environment,
        executable: String? = Bundle.main.executableURL?.resolvingSymlinksInPath().path
    ) -> String {
        if let requested, !requested.isEmpty { return trimmed(requested) }
        if let named = environment[variable], !named.isEmpty { return trimmed(named) }
        var candidates = ["rules"]
        if let executable {
            let bin = URL(fileURLWithPath: executable).deletingLastPathComponent()
            candidates.append(bin.appendingPathComponent("../share/tolkbrug/rules").standardizedFileURL.path)
        }
        return candidates.first(where: exists) ?? "rules"
    }

    static func exists(_ path: String) -> Bool {
        var directory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &directory) && directory.boolValue
    }

    /// Without slashes at the end.
    private static func trimmed(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }
}
