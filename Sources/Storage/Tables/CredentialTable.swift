import Dispatching
import Interpreting

enum CredentialTable {
    static let mapping = TableMapping(Schema.credential) { row in
        Credential(
            id: try row.id("id"), principal: try row.id("principal_id"), kind: try row.code("kind"),
            scope: try row.code("scope"), digest: try row.string("digest"), createdAt: try row.moment("created_at"),
            expiresAt: try row.moment("expires_at"), revokedAt: try row.optionalMoment("revoked_at"))
    }
}
