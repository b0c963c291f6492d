public import Base
internal import CCrypto

/// The way from a certificate to one that is trusted (RFC 5280, section 6), checked by OpenSSL.
public enum CertificatePath {
    /// How many certificates may stand between the first and the anchor.
    ///
    /// - Source: IAM Roles Anywhere User Guide, "Trust model": chains of at most five.
    private static let depth: Int32 = 5

    /// Whether the path is there, valid at the moment, strong enough, and not revoked.
    ///
    /// Signatures with less than SHA-256, and RSA keys of fewer than 2,048 bits, are not.
    ///
    /// - Parameters:
    ///   - certificate: The first, in DER.
    ///   - chain: What may stand between, in DER.
    ///   - anchors: Who is trusted, in DER; also authorities that others have signed.
    ///   - lists: Lists of revoked certificates of any of them, in DER; who signed them, and that they
    ///     are whole, was checked before.
    ///   - moment: When it has to be valid.
    /// - Returns: Whether it is; false when anything cannot be read.
    public static func isValid(
        from certificate: borrowing Certificate,
        through chain: [[UInt8]],
        to anchors: [[UInt8]],
        revoked lists: [[UInt8]],
        at moment: Timestamp
    ) -> Bool {
        let chain = unsafe Handles(chain, crypto_certificate_new, crypto_certificate_free)
        let anchors = unsafe Handles(anchors, crypto_certificate_new, crypto_certificate_free)
        let lists = unsafe Handles(lists, crypto_crl_new, crypto_crl_free)
        guard chain.isWhole, anchors.isWhole, lists.isWhole else { return false }
        let handle = unsafe certificate.handle
        // SAFETY: the objects outlive the call, which keeps none of the pointers.
        return withExtendedLifetime((chain, anchors, lists)) {
            unsafe crypto_path_verify(
                handle,
                chain.all,
                chain.all.count,
                anchors.all,
                anchors.all.count,
                lists.all,
                lists.all.count,
                depth,
                moment.seconds
            ) == 1
        }
    }

    /// Objects of OpenSSL that live as long as this one.
    @safe private final class Handles {
        // SAFETY: made in `init`, freed in `deinit`, lent out only in between.
        private(set) var all: [UnsafeMutableRawPointer?] = unsafe []
        private(set) var isWhole = true
        private let free: (UnsafeMutableRawPointer?) -> Void

        init(
            _ texts: [[UInt8]],
            _ make: (UnsafePointer<UInt8>?, Int) -> UnsafeMutableRawPointer?,
            _ free: @escaping (UnsafeMutableRawPointer?) -> Void
        ) {
            unsafe self.free = free
            for text in texts {
                let handle = unsafe text.withUnsafeBufferPointer {
                    unsafe make($0.baseAddress, $0.count)
                }
                guard let handle = unsafe handle else {
                    isWhole = false
                    continue
                }
                unsafe all.append(handle)
            }
        }

        deinit { unsafe all.forEach { unsafe free($0) } }
    }
}
