import Interpreting

enum CredentialTable {
    static let mapping = TableMapping<Credential>(
        "credential",
        [
            .id("id") { $0.id },
            .id("principal_id") { $0.principal },
            .code("kind") { $0.kind },
            .code("scope") { $0.scope },
            .text("digest") { $0.digest },
            .moment("created_at") { $0.createdAt },
            .moment("expires_at") { $0.expiresAt },
            .moment("revoked_at") { $0.revokedAt },
        ]
    ) { row in
        Credential(
            id: try row.id("id"), principal: try row.id("principal_id"), kind: try row.code("kind"),
            scope: try row.code("scope"), digest: try row.string("digest"), createdAt: try row.moment("created_at"),
            expiresAt: try row.moment("expires_at"), revokedAt: try row.optionalMoment("revoked_at"))
    }
}
