import CLibCrypto
import Postgres

/// SHA-256 (FIPS 180-4) of bytes that are added one after the other.
struct SHA256: ~Copyable {
    /// Bytes of a digest.
    static let size = 32
    /// Never freed, as no method of libcrypto that a process uses to its end.
    nonisolated(unsafe) private static let method = sha256_method()

    private let context = sha256_begin(method)

    deinit { EVP_MD_CTX_free(context) }

    func add(_ bytes: UnsafeRawBufferPointer) { sha256_add(context, bytes.baseAddress, bytes.count) }

    func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add($0) } }

    func add(_ text: String) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    /// The 32 bytes.
    consuming func digest() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.size) { bytes, count in
            sha256_end(context, bytes.baseAddress)
            count = Self.size
        }
    }
}

/// SHA-256 as the engine writes it.
public enum Digest {
    /// 64 lower-case hexadecimal digits.
    public static func hexadecimal(_ bytes: [UInt8]) -> String {
        let hash = SHA256()
        hash.add(bytes)
        return Hexadecimal.text(hash.digest())
    }
}
