import Interpreting

/// Who can log in and say yes for an interpreter. It follows from users and credentials, and is kept where matching reads it.
extension State {
    /// From when on nobody can log in for the interpreter; long past when nobody can.
    func loginEnds(of id: InterpreterID) -> Timestamp { index.diaries.loginEnds(of: id) }

    /// For whom a user can say yes: its own interpreter, or those that a gateway rings. Ascending.
    func interpreters(of user: Principal) -> [InterpreterID] {
        user.role == .gateway ? index.interpretersOfGateway[user.id] : user.interpreter.map { [$0] } ?? []
    }

    /// Brings it up to date after a change of the user or of one of its credentials.
    mutating func updateLogin(of user: Principal?) {
        for id in user.map(interpreters) ?? [] { updateLogin(of: id) }
    }

    mutating func updateLogin(of id: InterpreterID) {
        index.diaries.set(id, interpreters[id], loginEnds: lastLogin(of: id))
    }

    /// The last moment of all credentials with which somebody could say yes.
    private func lastLogin(of id: InterpreterID) -> Timestamp {
        let users = (index.usersOfInterpreter[id] + (interpreters[id]?.gateway.map { [$0] } ?? [])).filter {
            principals[$0]?.isActive == true
        }
        let credentials = users.flatMap { index.credentialsOfUser[$0] }.compactMap { self.credentials[$0] }
        return credentials.filter { $0.revokedAt == nil && $0.scope == .full }.map(\.expiresAt).max() ?? .distantPast
    }
}
