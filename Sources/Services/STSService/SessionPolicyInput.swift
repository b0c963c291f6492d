internal import Base
internal import Directory
internal import PolicyLanguage
internal import ServiceKit
internal import ServiceModel
internal import Tokens

/// The session policies of a request, checked and put into claims.
///
/// - Source: STS API Reference, AssumeRole, `Policy` and `PolicyArns`.
enum SessionPolicyInput {
    /// The most managed policies of a session.
    private static let policyLimit = 10
    /// The most characters of the inline session policy.
    private static let characterLimit = 2048

    static func read(
        _ input: Structure,
        into claims: inout SessionClaims,
        _ node: Node
    ) throws {
        let arns = (input.structures("PolicyArns") ?? []).compactMap { $0.string("arn") }
        guard arns.count <= policyLimit else {
            throw ServiceError.validation(
                "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: "
                    + "Member must have length less than or equal to \(policyLimit)"
            )
        }
        if let text = input.string("Policy") { claims.policies = [try checked(text)] }
        for arn in arns { try requirePolicy(arn, claims.account, node) }
        claims.policyARNs = arns
    }

    private static func checked(_ text: String) throws(ServiceError) -> String {
        let printed: [UInt8]
        do throws(PolicyError) {
            printed = try PolicyDocument(session: text).printed()
        } catch { throw .malformedPolicyDocument(error.message) }
        let count = printed.count { $0 & 0xC0 != 0x80 }
        guard count <= characterLimit else {
            throw .packedPolicyTooLarge(
                "Packed policy consumes \(count * 100 / characterLimit)% of allotted space, please "
                    + "use smaller policy."
            )
        }
        return String(decoding: printed, as: UTF8.self)
    }

    private static func requirePolicy(_ arn: String, _ account: AccountID, _ node: Node) throws {
        do {
            _ = try node.directory.read(account) { try $0.policy(arn: arn) }
        } catch DirectoryError.noSuch {
            throw ServiceError.malformedPolicyDocument(
                "The policy \(arn) does not exist or is not of the role's account."
            )
        }
    }
}
