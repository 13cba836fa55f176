import Interpreting

/// A command of a client, which it sends until it is answered for good.
struct Errand {
    let number: Int
    /// Without tag and key.
    let command: String
    /// Nil for a question, and for a change that was sent without one until the server has told its own.
    var key: String?
    let isChange: Bool
    var attempts = 0
    var isSettled = false
    /// Has a key, and is to be sent again even after an answer.
    var mayBeRepeated = true

    var line: String { key.map { "\(command) key=\($0)" } ?? command }
}

/// A scripted client of a world with faults.
struct FaultClient {
    enum Purpose {
        case authentication
        case subscription
        /// Everything as it stands, to subscribe from.
        case beginning
        case errand(Int)
    }

    let number: Int
    let person: Stage.Person
    /// Nil means all.
    let topics: String?
    var random: RandomStream
    var end = Correspondent<Purpose>()
    var link: Int?
    var isIn = false
    /// Does not connect before that moment, in milliseconds.
    var awayUntil: Int64 = 0
    /// The last `AUTH` was refused: no use in trying again at once.
    var isLockedOut = false
    /// The server to try next.
    var hint = 0
    /// The epoch that the server of this connection greeted with.
    var greetedEpoch: Int64 = 0
    /// In which it was told what it knows; nil when it does not say so.
    var epoch: Int64?
    /// `SUBSCRIBE` was answered OK on this connection.
    var isListening = false
    /// The last event handled.
    var cursor: Int64
    var knowledge = Knowledge()
    /// By number, those not settled.
    var pending: [Int] = []
    var errands: [Errand] = []
    /// Assignments that it has begun to work on.
    var hasPlannedStart: Set<String> = []

    init(_ number: Int, _ person: Stage.Person, seed: UInt64, cursor: Int64) {
        self.number = number
        self.person = person
        self.cursor = cursor
        random = RandomStream(seed: seed, "client", number)
        switch person.role {
        case .requester: topics = number % 3 == 2 ? "(requests assignments)" : nil
        case .interpreter: topics = number % 4 == 3 ? "(offers assignments)" : nil
        case .coordinator: topics = number % 2 == 0 ? "(requests offers assignments)" : nil
        case .admin: topics = nil
        }
    }

    /// The server that it talks to greeted with a later epoch than its own: it is not one that was left behind, nor one that decides
    /// only since it greeted.
    var isGreetedInLaterEpoch: Bool { epoch.map { greetedEpoch > $0 } ?? false }

    /// The interpreter's own identifier, or nil.
    var interpreter: String? { person.role == .interpreter ? person.belongsTo : nil }

    /// Takes note of a new command.
    /// - Parameter isKeyless: a change that is sent without a key, as by hand.
    mutating func add(_ command: String, isChange: Bool, key: String? = nil, isKeyless: Bool = false) -> Int {
        let number = errands.count
        let key = isChange && !isKeyless ? key ?? "k\(self.number)-\(number)" : nil
        errands.append(Errand(number: number, command: command, key: key, isChange: isChange))
        pending.append(number)
        return number
    }

    /// Gives up what was sent without a key and not answered: nobody knows its key, so sending it again may do it twice.
    mutating func forgetKeyless() {
        for errand in pending {
            let work = errands[errand]
            if work.isChange, work.key == nil, work.attempts > 0 { settle(errand) }
        }
    }

    mutating func settle(_ errand: Int) {
        errands[errand].isSettled = true
        pending.removeAll { $0 == errand }
    }
}
