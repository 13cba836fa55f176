import Dispatching
import Wire

extension Confirmation {
    /// The status on the wire.
    var status: Status {
        switch self {
        case .ready: .ready
        case .identity: .identity
        case .object: .object
        case .state: .state
        case .rule: .rule
        case .unfilled: .unfilled
        case .nobodyYet: .nobodyYet
        }
    }
}

extension RefusalReason {
    /// The status on the wire.
    var status: Status {
        switch self {
        case .authenticationFailed: .authFailed
        case .authenticationRequired: .authRequired
        case .notPermitted: .notPermitted
        case .credentialExpired: .expired
        case .badValue: .badValue
        case .notFound: .notFound
        case .unknownLanguage: .unknownLanguage
        case .unknownPlace: .unknownPlace
        case .duplicate: .duplicate
        case .wrongState: .wrongState
        case .versionMismatch: .versionMismatch
        case .alreadyTaken: .alreadyTaken
        case .keyReused: .keyReused
        case .ineligible: .ineligible
        case .noAgreement: .noAgreement
        case .startInPast: .startInPast
        case .badDuration: .badDuration
        case .noSuchMinute: .noSuchMinute
        case .personalData: .personalData
        case .modalityNotAllowed: .modality
        case .tooFarAhead: .tooFarAhead
        case .tooManyOpen: .tooManyPending
        case .storeRejected: .storeRejected
        case .storeBusy: .storeBusy
        case .shuttingDown: .shuttingDown
        case .standby: .standby
        case .staleEpoch: .staleEpoch
        }
    }
}
