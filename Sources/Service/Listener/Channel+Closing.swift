import NIOCore
import NIOSSL

extension Channel {
    /// Closes the socket at once, past TLS, which would wait for the client to say goodbye too. On the event loop only.
    func closeWithoutFarewell() {
        if let tls = try? pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self) {
            tls.close(promise: nil)
        } else {
            close(promise: nil)
        }
    }
}
