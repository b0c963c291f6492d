public import Base
public import Directory

extension Directory {
    /// Writes and waits until it is durable; for background threads, never for a request's.
    public func writeAndWait<Output: Sendable>(
        _ account: AccountID,
        _ body: @escaping @Sendable (DirectoryTransaction) throws -> Output
    ) throws -> Output {
        let result = Monitor<Result<Output, any Error>?>(nil)
        write(account, body, completion: { outcome in result.change { $0 = outcome } })
        return try result.wait { $0 }.get()
    }
}
