internal import Base
internal import Directory
internal import PolicyEngine
internal import PolicyLanguage
internal import S3Service
internal import Store

/// A bucket policy ready for decisions.
struct S3CompiledPolicy: S3BucketPolicy {
    let layer: PolicyLayer
    let isPublic: Bool
    private let bound: BoundPolicy
    private let directory: Directory

    init(document: PolicyDocument, bound: BoundPolicy, directory: Directory) {
        layer = PolicyLayer(.resource, [CompiledPolicy(document, source: PolicySource(.resource))])
        isPublic = document.statements.contains { statement in
            statement.effect == .allow && statement.conditions.isEmpty
                && statement.principal?.meansEveryone == true
        }
        self.bound = bound
        self.directory = directory
    }

    func shown() -> [UInt8] {
        guard let any = AccountID(number: 0),
            let text = try? directory.read(any, { try $0.text(of: bound) })
        else { return Array(bound.text.utf8) }
        return Array(text.utf8)
    }
}

/// The bytes in which a bound policy is kept with its bucket.
enum BoundPolicyCoding {
    static func bytes(of policy: BoundPolicy) -> [UInt8] {
        var record = RecordWriter()
        policy.write(to: &record)
        return record.bytes
    }

    static func policy(of bytes: [UInt8]) -> BoundPolicy? {
        guard let reader = try? RecordReader(bytes) else { return nil }
        return try? BoundPolicy(reader)
    }
}

extension PrincipalElement {
    /// Whether the element lets everyone in: `*`, or `{"AWS": "*"}`.
    fileprivate var meansEveryone: Bool {
        guard !isNegated else { return true }
        return switch form {
        case .everyone: true
        case .groups(let groups):
            groups.contains { $0.kind == .aws && $0.list.values.contains("*") }
        }
    }
}
