/// What one simulation may cost.
enum SimulationLimits {
    /// Decisions in one page of results.
    ///
    /// 2,000: a page of the default length with twenty resources. IAM too may give fewer results
    /// than asked for (IAM API Reference, SimulateCustomPolicy, `MaxItems`).
    static let decisions = 2000
    /// Statements that one page of results may look at: some tenths of a second of work.
    ///
    /// 200,000: ten policies of twenty statements on a thousand resources.
    static let statements = 200_000
    /// Resources in one request.
    static let resources = 1000
}
