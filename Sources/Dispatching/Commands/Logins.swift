import Interpreting
import Rules

/// What follows when somebody can log in no longer, or again: an interpreter whom nobody can ask is not asked.
extension Engine {
    /// A credential has run out; by itself nobody would hear of it.
    mutating func expire(_ credential: Credential) throws(Refusal) {
        var ended = credential
        ended.revokedAt = turn.now
        try record(
            .tokenExpired, credential.id.description, scope: Scope(), fields: [Field("user", credential.principal)],
            changes: [.credential(ended)])
        guard let principal = state.principals[credential.principal], principal.isActive, credential.scope == .full else { return }
        // Of those that end in the same moment the last tells.
        for id in state.interpreters(of: principal) where state.loginEnds(of: id) == .distantPast {
            try follow(Login(interpreter: id, works: true, isNew: false, unfit: [:]), canLogIn: false, because: "token-expired")
        }
    }

    /// What is so before a change, of each interpreter for whom a user can say yes.
    struct Login {
        let interpreter: InterpreterID
        let works: Bool
        /// Nobody could ever.
        let isNew: Bool
        /// Confirmed work that does not fit.
        let unfit: [AssignmentID: [HardConstraint]]
    }

    func logins(of principal: Principal) -> [Login] { state.interpreters(of: principal).map(login) }

    func login(of id: InterpreterID) -> Login {
        Login(
            interpreter: id, works: state.loginEnds(of: id) > turn.now,
            isNew: state.index.usersOfInterpreter[id].allSatisfy { state.index.credentialsOfUser[$0].isEmpty }, unfit: unfit(of: id))
    }

    /// Tells and asks whoever it concerns when a login has gone or come with a change of the user or its credentials.
    mutating func followLogins(_ before: [Login], because reason: String) throws(Refusal) {
        for login in before {
            let works = state.loginEnds(of: login.interpreter) > turn.now
            if works != login.works { try follow(login, canLogIn: works, because: reason) }
        }
    }

    private mutating func follow(_ login: Login, canLogIn: Bool, because reason: String) throws(Refusal) {
        let id = login.interpreter
        guard let interpreter = state.interpreters[id] else { return }
        // The first login is no news: whoever was just registered had none.
        if !login.isNew || !canLogIn {
            try record(
                .interpreterChanged, id.description, scope: scope(of: interpreter),
                fields: [
                    Field("v", interpreter.version), Field("active", interpreter.isActive), Field("login", canLogIn),
                    Field("because", reason),
                ], changes: [.interpreter(interpreter)])
        }
        if !canLogIn, interpreter.duty != nil { try endDuty(of: interpreter, because: "no-login") }
        try reconsider(id, since: login.unfit)
    }

    /// The answer to a change of a user or a credential, with what follows for the interpreters in whose name it speaks.
    func told(_ text: String, _ principal: Principal, rows: [Row], to admin: Principal?) -> Reply {
        told(.identity, text, rows: rows, consequences(for: state.interpreters(of: principal), to: admin), to: admin)
    }
}
