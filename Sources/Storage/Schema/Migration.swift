/// A numbered change of the schema: a file of the folder Migrations, compiled into the program.
struct Migration: Sendable {
    /// From 1 without gaps.
    let number: Int
    /// The file's name without its extension.
    let name: String
    let sql: String

    init(_ number: Int, _ name: String, _ file: [UInt8]) {
        self.number = number
        self.name = name
        self.sql = String(decoding: file, as: UTF8.self)
    }

    /// SHA-256 of the file.
    var checksum: String { Digest.hexadecimal(Array(sql.utf8)) }

    /// In order. A file that has been released is never changed: what must change gets a file of its own.
    static let all = [
        Migration(1, "V0001_registry", PackageResources.V0001_registry_sql),
        Migration(2, "V0002_dispatching", PackageResources.V0002_dispatching_sql),
        Migration(3, "V0003_journal", PackageResources.V0003_journal_sql),
        Migration(4, "V0004_text_lengths", PackageResources.V0004_text_lengths_sql),
        Migration(5, "V0005_who_is_asked", PackageResources.V0005_who_is_asked_sql),
    ]
}
