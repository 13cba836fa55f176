import Foundation

extension Cluster {
    /// Makes and starts a cluster in a folder of its own under `/tmp`. Stopped and removed by ``remove()``, or when the
    /// last copy of this value is gone, or when this process ends in whatever way.
    /// - Parameter durable: true for tests that pull the plug.
    public static func temporary(durable: Bool = false, maxConnections: Int = 50) throws(ClusterError) -> Cluster {
        var template = Array("/tmp/tolkbrug-temporary-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .system("make a folder in", "/tmp") }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        // The server, which may run as another account, has to pass through to its own private folder.
        guard chmod(folder, 0o711) == 0 else { throw .system("set the permissions of", folder) }
        var cluster = Cluster(dataDirectory: folder + "/data", durable: durable, maxConnections: maxConnections)
        do {
            let account = try Account.forServer(of: cluster.dataDirectory)
            let stop = Self.stopCommand(try Binaries.find(), cluster.dataDirectory, .immediate)
            cluster.keeper = try Keeper(of: folder, stop: account.command(stop))
            try cluster.start()
        } catch {
            try? FolderTools.remove(folder)
            throw error
        }
        return cluster
    }

    /// Stops a temporary cluster at once and removes its folder; throws on any other cluster.
    public func remove() throws(ClusterError) {
        guard let keeper else {
            throw ClusterError("\(dataDirectory) is not a temporary cluster; stop it and remove it by hand")
        }
        try keeper.finish()
    }
}
