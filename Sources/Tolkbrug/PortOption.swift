import ArgumentParser

/// The numbers that a port may have, for every command that listens.
enum PortOption {
    /// - Throws: with the value and the limit. Given 0, the system chooses a free port.
    static func check(_ port: Int?, named name: String) throws {
        guard let port, !(0...65_535).contains(port) else { return }
        throw ValidationError("\(name) \(port): a port is a number from 1 to 65535, or 0 to let the system choose one")
    }

    /// The same where clients must know the port beforehand.
    static func checkFixed(_ port: Int, named name: String) throws {
        guard !(1...65_535).contains(port) else { return }
        throw ValidationError("\(name) \(port): a port is a number from 1 to 65535")
    }
}
