import Foundation

/// The folder with PostgreSQL's server programs.
struct Binaries {
    /// Older ones are out of support, and their server lacks what our settings name.
    static let oldestSupported = 14

    let directory: String
    /// 15 for PostgreSQL 15.18.
    let majorVersion: Int

    /// The newest installed, or the one of `majorVersion` for a data folder that exists already.
    /// - Throws: names the Debian package to install.
    static func find(majorVersion: Int? = nil) throws(ClusterError) -> Binaries {
        let installed = candidates().compactMap(examine).sorted { $0.majorVersion > $1.majorVersion }
        guard let newest = installed.first, newest.majorVersion >= oldestSupported else {
            let found = installed.first.map { "only PostgreSQL \($0.majorVersion) was found in \($0.directory)" } ?? "none was found"
            throw ClusterError("""
                a PostgreSQL server of version \(oldestSupported) or newer is needed and \(found). \
                On Debian: apt-get install postgresql. Or name an existing server by its URL.
                """)
        }
        guard let majorVersion else { return newest }
        guard let match = installed.first(where: { $0.majorVersion == majorVersion }) else {
            let versions = installed.map { String($0.majorVersion) }.joined(separator: ", ")
            throw ClusterError("""
                the data folder was made by PostgreSQL \(majorVersion), and installed is \(versions). \
                On Debian: apt-get install postgresql-\(majorVersion), or move the data with pg_upgrade.
                """)
        }
        return match
    }

    func path(_ program: String) -> String {
        directory + "/" + program
    }

    private static func candidates() -> [String] {
        var directories: [String] = []
        if let configured = try? Subprocess.run(["pg_config", "--bindir"]), configured.succeeded {
            directories.append(configured.output)
        }
        let debian = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: debian)) ?? []
        directories += versions.sorted().map { "\(debian)/\($0)/bin" }
        directories += (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return directories
    }

    /// Nil when the folder does not hold a whole server.
    private static func examine(_ directory: String) -> Binaries? {
        let programs = ["initdb", "pg_ctl", "postgres"]
        guard programs.allSatisfy({ FileManager.default.isExecutableFile(atPath: "\(directory)/\($0)") }),
            let answer = try? Subprocess.run(["\(directory)/postgres", "--version"]), answer.succeeded
        else { return nil }
        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", and "17beta1" before a release.
        let words = answer.output.split(separator: " ")
        guard words.count > 2, let major = Int(words[2].prefix { $0.isNumber }) else { return nil }
        return Binaries(directory: directory, majorVersion: major)
    }
}
