internal import Base
public import Directory

extension Role {
    /// A session of the role as policies name it; it has no path.
    public func sessionARN(_ session: String) -> String {
        var arn: [UInt8] = []
        arn.reserveCapacity(128)
        for part in ["arn:aws:sts::", account.description, ":assumed-role/", name, "/", session] {
            arn.append(utf8: part)
        }
        return String(copying: arn.span)
    }
}
