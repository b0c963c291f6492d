import PolicyLanguage

/// The statements of one policy in flat arrays.
///
/// Not copyable, so that reading it through its policy never counts references.
struct CompiledRules: ~Copyable, Sendable {
    /// The bytes of all patterns, keys and names.
    let pool: [UInt8]
    let statements: [CompiledStatement]
    let patterns: [CompiledPattern]
    let variables: [CompiledVariable]
    let principals: [CompiledPrincipal]
    let conditions: [CompiledCondition]
    let numbers: [DecimalNumber]
    /// Moments in milliseconds, and truth values as 0 and 1.
    let integers: [Int64]
    let blocks: [AddressBlock]

    init(_ document: PolicyDocument) {
        var compiler = PolicyCompiler(version: document.version)
        for statement in document.statements { compiler.add(statement) }
        pool = compiler.patternCompiler.pool
        variables = compiler.patternCompiler.variables
        statements = compiler.statements
        patterns = compiler.patterns
        principals = compiler.principals
        conditions = compiler.conditions
        numbers = compiler.numbers
        integers = compiler.integers
        blocks = compiler.blocks
    }
}
