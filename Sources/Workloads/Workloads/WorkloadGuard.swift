internal import Base
internal import HTTPMessage

/// What shows that a request does not come straight from the workload: then it gets nothing.
///
/// A server that is made to fetch a URL for an attacker, or a browser led here by a name that its
/// owner points to this address, sends another host, a forwarding field, or a whole URL as target.
enum WorkloadGuard {
    /// Whether the request is to be refused.
    static func refuses(_ head: RequestHead, names: Set<String>) -> Bool {
        isWholeURL(head) || isForwarded(head) || isOfPage(head) || !hasKnownHost(head, names)
    }

    /// Whether a browser sends it for a page: a form of any site can post to an address.
    ///
    /// - Source: Fetch Standard, section 3.2; Fetch Metadata Request Headers, section 2.4.
    static func isOfPage(_ head: RequestHead) -> Bool {
        if head.field("origin") != nil { return true }
        guard let site = head.field("sec-fetch-site") else { return false }
        return !head.matches(site, "none") && !head.matches(site, "same-origin")
    }

    /// Whether the target is not a path alone: only then more than a space is before the path.
    private static func isWholeURL(_ head: RequestHead) -> Bool {
        head.path.lowerBound > head.method.upperBound + 1
    }

    /// Whether a proxy has added its mark.
    static func isForwarded(_ head: RequestHead) -> Bool {
        head.field("x-forwarded-for") != nil || head.field("forwarded") != nil
            || head.field("x-forwarded-host") != nil || head.field("via") != nil
    }

    /// Whether the host is an address, which no name server can lead elsewhere, or a known name.
    private static func hasKnownHost(_ head: RequestHead, _ names: Set<String>) -> Bool {
        guard var host = head.value("host")?[...] else { return true }
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { return false }
            return IPAddress(host[..<end].dropFirst()) != nil
        }
        if let colon = host.lastIndex(of: ":") { host = host[..<colon] }
        return IPAddress(host) != nil || names.contains(host.lowercased())
    }
}
