import Foundation

/// Folders with exact owners and permissions, whatever the caller's umask.
enum FolderTools {
    /// Makes the folder if it is missing (and its parents, open to all), gives it to `account` and closes it to everybody else.
    /// - Throws: when something else than such a folder stands there, or we may not make it.
    static func makePrivate(_ path: String, for account: Account) throws(ClusterError) {
        try makeOpen(parent(of: path))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .system("make the folder", path) }
        var status = stat()
        // Not stat: a link planted in a shared folder must not be followed.
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw ClusterError("\(path) exists and is not a folder; remove it or choose another path")
        }
        let caller = geteuid()
        guard status.st_uid == account.userID || status.st_uid == caller else {
            throw ClusterError("the folder \(path) belongs to another user (number \(status.st_uid)); remove it or choose another path")
        }
        guard status.st_mode & 0o077 == 0 || contents(of: path).isEmpty else {
            throw ClusterError("the folder \(path) is open to others and not empty; choose another, or: chmod 700 \(path)")
        }
        if caller == 0 {
            guard chown(path, account.userID, account.groupID) == 0 else { throw .system("hand over", path) }
        }
        guard chmod(path, 0o700) == 0 else { throw .system("set the permissions of", path) }
    }

    /// Makes the folder and its parents if they are missing, for everybody to pass through.
    static func makeOpen(_ path: String) throws(ClusterError) {
        guard path != "/", access(path, F_OK) != 0 else { return }
        try makeOpen(parent(of: path))
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw .system("make the folder", path) }
        guard chmod(path, 0o755) == 0 else { throw .system("set the permissions of", path) }
    }

    static func parent(of path: String) -> String {
        (path as NSString).deletingLastPathComponent
    }

    /// Absolute and without `.` and `..`, from the working folder.
    static func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.path
    }

    /// From `/` down to `path`, as far as they exist.
    static func existingFolders(to path: String) -> [String] {
        var folders: [String] = []
        var folder = path
        while folder != "/" {
            if access(folder, F_OK) == 0 { folders.append(folder) }
            folder = parent(of: folder)
        }
        return ["/"] + folders.reversed()
    }

    static func owner(of path: String) -> uid_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_uid : nil
    }

    /// In octets; 0 when there is no such file.
    static func size(of file: String) -> UInt64 {
        var status = stat()
        return stat(file, &status) == 0 ? UInt64(status.st_size) : 0
    }

    /// What stands in the file behind its first `octets`; empty when it cannot be read.
    static func end(of file: String, from octets: UInt64) -> String {
        guard let handle = FileHandle(forReadingAtPath: file) else { return "" }
        defer { try? handle.close() }
        guard (try? handle.seek(toOffset: octets)) != nil, let data = try? handle.readToEnd() else { return "" }
        return String(decoding: data, as: UTF8.self)
    }

    /// Without the entries `.` and `..`; empty when there is no such folder.
    static func contents(of path: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    }

    static func remove(_ path: String) throws(ClusterError) {
        do {
            if access(path, F_OK) == 0 { try FileManager.default.removeItem(atPath: path) }
        } catch {
            throw ClusterError.wrapping("cannot remove \(path)", error)
        }
    }

    /// Runs `body` while no other process runs one with the same `path`.
    static func withLock<Result>(_ path: String, _ body: () throws(ClusterError) -> Result) throws(ClusterError) -> Result {
        let file = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .system("open the lock", path) }
        defer { close(file) }
        while flock(file, LOCK_EX) != 0 {
            guard errno == EINTR else { throw .system("lock", path) }
        }
        return try body()
    }
}
