import Store

/// A queued write: its body, and whom to tell.
struct WriteJob: Sendable {
    /// What a body has come to, before the commit.
    struct Outcome {
        /// Whether the body returned without throwing.
        let succeeded: Bool
        /// Tells the result, or that the store failed.
        let report: (StoreError?) -> Void
    }

    let run: @Sendable (SQLiteTransaction) -> Outcome
}
