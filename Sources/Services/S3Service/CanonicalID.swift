import Base
import Cryptography

/// The canonical user id of an account: 64 hexadecimal digits that obscure its number.
///
/// - Source: S3 User Guide, "Finding the canonical user ID for your AWS account".
enum CanonicalID {
    static func text(of account: AccountID) -> String {
        SHA256.hash(Array("canonical user \(account)".utf8)).hex
    }
}

extension XMLAnswer {
    /// Adds an element that names an account as owner.
    mutating func owner(_ name: String, _ account: AccountID) {
        element(name) { $0.text("ID", CanonicalID.text(of: account)) }
    }
}
