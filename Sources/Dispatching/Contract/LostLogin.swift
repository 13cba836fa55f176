import Interpreting

/// Why somebody may log in no longer: the words of an answer, and of the farewell to whoever is logged in.
extension Refusal {
    static func disabled(_ user: PrincipalID) -> Refusal {
        Refusal(.authenticationFailed, "user \(user) is disabled and may no longer log in; ask your administrator")
    }

    /// - Parameters:
    ///   - credential: one that lets nobody in any more.
    ///   - local: a moment on the clock of the reader; nil leaves moments out.
    static func ended(_ credential: Credential, _ local: ((Timestamp) -> String)? = nil) -> Refusal {
        let (what, moment) = credential.takenBackAt.map { ("was revoked", $0) } ?? ("has expired", credential.expiresAt)
        return Refusal(.credentialExpired, "\(credential.id) \(what)\(local.map { " at \($0(moment))" } ?? ""); ask for a new token")
    }
}

extension Event {
    /// Somebody may no longer log in.
    public var takesRightsAway: Bool { kind == .userDisabled || kind == .tokenRevoked || kind == .tokenExpired }

    /// Why `user`, who has logged in with `credential`, is told nothing more from this event on; nil when that is not so.
    public func farewell(to user: PrincipalID, with credential: CredentialID) -> Refusal? {
        guard takesRightsAway else { return nil }
        for change in changes {
            switch change {
            case .principal(let row) where row.id == user && !row.isActive: return .disabled(user)
            case .credential(let row) where row.id == credential && row.revokedAt != nil: return .ended(row)
            default: continue
            }
        }
        return nil
    }
}
