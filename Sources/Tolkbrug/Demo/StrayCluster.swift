import Foundation
import Postgres

extension DemoServer {
    /// Stops the PostgreSQL of a demonstration that was killed before it could.
    static func stopStrayCluster(in data: String) {
        let cluster = Cluster(dataDirectory: "\(data)/postgres")
        if cluster.isRunning { try? cluster.stop() }
    }

    /// Empties the data folder. Only one that an earlier run made is touched.
    static func clear(_ data: String) throws {
        let manager = FileManager.default
        guard manager.fileExists(atPath: data) else { return }
        guard manager.fileExists(atPath: "\(data)/server.log") else {
            throw DemoProblem("\(data) exists and was not made by an earlier run of this; name another folder with --data")
        }
        stopStrayCluster(in: data)
        try manager.removeItem(atPath: data)
    }
}
