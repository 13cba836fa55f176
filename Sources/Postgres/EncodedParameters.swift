/// The parameters of one statement in the shape libpq takes: one block of bytes, and where each value begins in it.
struct EncodedParameters {
    private var storage: [UInt8] = []
    /// Where in `storage` each value begins, nil for NULL.
    private var starts: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    /// - Throws: `usage` for values PostgreSQL cannot store, and for more than 65,535 of them.
    init(_ parameters: [Parameter]) throws(PostgresError) {
        let limit = 65_535
        guard parameters.count <= limit else {
            throw .usage("\(parameters.count) parameters, but PostgreSQL takes at most \(limit) in one statement; split it")
        }
        for parameter in parameters {
            switch try parameter.encoded() {
            case .null:
                append(nil, length: 0, isBinary: false)
            case .text(let text):
                append(storage.count, length: text.utf8.count, isBinary: false)
                storage.append(contentsOf: text.utf8)
                storage.append(0)
            case .binary(let bytes):
                append(storage.count, length: bytes.count, isBinary: true)
                storage.append(contentsOf: bytes)
            }
        }
        // So that a value at the very end, even an empty one, has an address.
        storage.append(0)
    }

    private mutating func append(_ start: Int?, length: Int, isBinary: Bool) {
        starts.append(start)
        lengths.append(Int32(clamping: length))
        formats.append(isBinary ? 1 : 0)
    }

    /// About how many bytes the values add to a message.
    var byteCount: Int { storage.count + 8 * starts.count }

    /// What `body` gets are libpq's `nParams`, `paramValues`, `paramLengths` and `paramFormats`, valid during the call only.
    func withPointers<Result>(
        _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Result
    ) -> Result {
        storage.withUnsafeBytes { bytes in
            let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            let values = starts.map { start in start.flatMap { base?.advanced(by: $0) } }
            return values.withUnsafeBufferPointer { values in
                lengths.withUnsafeBufferPointer { lengths in
                    formats.withUnsafeBufferPointer { formats in
                        body(Int32(starts.count), values.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}
