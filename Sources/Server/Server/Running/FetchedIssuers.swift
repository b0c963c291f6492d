internal import Cryptography
internal import Fetching
internal import WebIdentity

/// The documents of issuers, fetched over HTTPS.
struct FetchedIssuers: IssuerSource {
    private let fetcher: Fetcher
    private let insecure: Set<String>

    init(_ configuration: IssuerConfiguration) {
        fetcher = Fetcher(
            authorities: configuration.authorities,
            allowsPrivate: configuration.allowsPrivate,
            detours: configuration.detours
        )
        insecure = Set(configuration.insecure)
    }

    func takes(insecure url: String) -> Bool { insecure.contains(url) }

    /// Keys may be on another host than the discovery document, as AWS has it, but without TLS only
    /// for an issuer that needs none.
    func document(_ url: String, of issuer: Issuer) throws(KeyProblem) -> [UInt8] {
        let isInsecure = url.hasPrefix("http://") && takes(insecure: issuer.url)
        guard isInsecure || url.hasPrefix("https://") else { throw .unusable }
        var request = OutgoingRequest(url: url, isInsecure: isInsecure)
        request.fingerprints = issuer.thumbprints.compactMap { Hex.bytes($0) }
        let answer: IncomingAnswer
        do throws(Fetcher.Failure) {
            answer = try fetcher.send(request)
        } catch {
            switch error {
            case .unreachable: throw .unreachable
            case .untrusted: throw .untrusted
            case .refused: throw .unusable
            }
        }
        guard answer.status < 500 else { throw .unreachable }
        guard answer.status == 200 else { throw .unusable }
        return answer.body
    }
}
