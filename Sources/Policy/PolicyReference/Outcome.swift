/// What the specification answers.
public struct Outcome: Sendable, Hashable {
    /// The three results of an evaluation.
    ///
    /// - Source: IAM User Guide, "Policy evaluation logic", "The difference between explicit and
    ///   implicit denies".
    public enum Decision: String, Sendable, Hashable {
        /// Some policy grants and nothing stands against it.
        case allowed = "Allowed"
        /// Nothing grants, or a limit does not include the request.
        case implicitlyDenied = "ImplicitlyDenied"
        /// A statement refuses.
        case explicitlyDenied = "ExplicitlyDenied"
    }

    /// The kinds of policies in an evaluation.
    public enum Layer: String, Sendable, Hashable, CaseIterable {
        /// Identity-based policies.
        case identity
        /// The permissions boundary.
        case boundary
        /// Session policies.
        case session
        /// The resource's policy.
        case resource
        /// Service control policies.
        case serviceControl = "scp"
        /// Resource control policies.
        case resourceControl = "rcp"
        /// The policy of a VPC endpoint.
        case endpoint
    }

    /// A statement, by place.
    public struct Determinant: Sendable, Hashable {
        /// The kind of its policy.
        public var layer: Layer
        /// The level of the organisation; 0 for other layers.
        public var level: Int
        /// The policy's place in its layer or level.
        public var policy: Int
        /// The statement's place in its policy.
        public var statement: Int

        /// Names a statement.
        public init(_ layer: Layer, level: Int = 0, policy: Int, statement: Int) {
            self.layer = layer
            self.level = level
            self.policy = policy
            self.statement = statement
        }
    }

    /// The result.
    public var decision: Decision
    /// All statements that refuse, or all that grant in identity-based and resource policies; empty
    /// for an implicit denial.
    public var determining: [Determinant]
    /// For an implicit denial the layer that did not grant.
    public var missing: Layer?
}
