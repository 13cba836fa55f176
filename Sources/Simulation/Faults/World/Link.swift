import Interpreting

/// A connection between a client and a server, as the network sees it. What is sent arrives in order, or not at all.
struct Link {
    let client: Int
    let server: Int
    let life: Int
    /// The number that the server gave it.
    let connection: Int
    /// When the last octets sent so far arrive, in milliseconds.
    var lastUp: Int64 = 0
    var lastDown: Int64 = 0
    /// Octets still come through.
    var isUp = true
    /// The client knows that it is over.
    var isForgotten = false
    /// The client takes no octets.
    var isStuffed = false
}
