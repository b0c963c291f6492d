extension CompiledRules {
    /// Holds a text against a pattern without regard to what variables it may have.
    @inline(__always)
    func fits(
        _ pattern: CompiledPattern,
        _ text: Span<UInt8>,
        colons: [5 of Int32]?,
        _ context: RequestContext
    ) -> PatternMatch {
        switch pattern.kind {
        case .any: return .yes
        case .never: return .no
        case .literal:
            return isEqual(pool.span.extracting(pattern.bytes.range), text) ? .yes : .no
        case .prefix:
            let count = Int(pattern.bytes.count)
            guard text.count >= count else { return .no }
            return isEqual(pool.span.extracting(pattern.bytes.range), text.extracting(first: count))
                ? .yes : .no
        case .glob:
            return Glob.matches(pool.span.extracting(pattern.bytes.range), text) ? .yes : .no
        case .parts:
            guard let colons else { return .no }
            return Glob.matchesParts(
                pool.span.extracting(pattern.bytes.range),
                text,
                colons: colons
            ) ? .yes : .no
        case .template, .partsTemplate:
            return fitsTemplate(pattern, text, colons: colons, context)
        }
    }

    /// Fills in the variables and matches.
    @inline(never)
    private func fitsTemplate(
        _ pattern: CompiledPattern,
        _ text: Span<UInt8>,
        colons: [5 of Int32]?,
        _ context: RequestContext
    ) -> PatternMatch {
        guard let size = expandedSize(pattern, context) else { return .unresolved }
        guard size.least <= text.count else { return .no }
        return withExpanded(pattern, size.count, context) { expanded in
            guard pattern.kind == .partsTemplate else { return Glob.matches(expanded, text) }
            guard let colons else { return false }
            return Glob.matchesParts(expanded, text, colons: colons)
        } ? .yes : .no
    }

    /// Whether a text equals a literal or template, case aside.
    func equalsIgnoringCase(
        _ pattern: CompiledPattern,
        _ text: Span<UInt8>,
        _ context: RequestContext
    ) -> Bool {
        guard pattern.kind == .template else {
            return isEqualIgnoringCase(pool.span.extracting(pattern.bytes.range), text)
        }
        guard let size = expandedSize(pattern, context), size.count == text.count else {
            return false
        }
        return withExpanded(pattern, size.count, context) { isEqualIgnoringCase($0, text) }
    }

    /// Fills in the variables, on the stack where they fit there.
    @inline(__always)
    private func withExpanded(
        _ pattern: CompiledPattern,
        _ count: Int,
        _ context: RequestContext,
        _ body: (Span<UInt8>) -> Bool
    ) -> Bool {
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(count, 1)) { buffer in
            // SAFETY: the buffer holds at least `count` initialized bytes and outlives both spans.
            unsafe buffer.initialize(repeating: 0)
            var target = unsafe MutableSpan(_unsafeElements: buffer)
            expand(pattern, context, into: &target)
            return body(target.span.extracting(first: count))
        }
    }

    /// The length of the pattern with its variables filled in, and of the least text that fits it,
    /// as all but a star takes a byte; nil when a variable has no value.
    private func expandedSize(
        _ pattern: CompiledPattern,
        _ context: RequestContext
    ) -> (count: Int, least: Int)? {
        var count = 0
        var stars = 0
        var index = Int(pattern.bytes.start)
        let end = index + Int(pattern.bytes.count)
        while index < end {
            guard pool[index] == Glob.variable else {
                if pool[index] == Glob.star { stars += 1 }
                count += 1
                index += 1
                continue
            }
            let variable = variable(at: index)
            index += Glob.variableLength
            if let value = value(of: variable, context) {
                count += Int(value.count)
            } else if let fallback = variable.fallback {
                count += Int(fallback.count)
            } else {
                return nil
            }
        }
        return (count, count - stars)
    }

    private func variable(at index: Int) -> CompiledVariable {
        variables[Int(pool[index + 1]) | Int(pool[index + 2]) << 7 | Int(pool[index + 3]) << 14]
    }

    private func expand(
        _ pattern: CompiledPattern,
        _ context: RequestContext,
        into target: inout MutableSpan<UInt8>
    ) {
        var written = 0
        var index = Int(pattern.bytes.start)
        let end = index + Int(pattern.bytes.count)
        while index < end {
            guard pool[index] == Glob.variable else {
                target[written] = pool[index]
                written += 1
                index += 1
                continue
            }
            let variable = variable(at: index)
            index += Glob.variableLength
            if let value = value(of: variable, context) {
                for position in value.range {
                    target[written] = context.bytes[position]
                    written += 1
                }
            } else if let fallback = variable.fallback {
                for position in fallback.range {
                    target[written] = pool[position]
                    written += 1
                }
            }
        }
    }

    /// The value that a variable stands for; nil when its key is absent or many-valued.
    private func value(of variable: CompiledVariable, _ context: RequestContext) -> Slice? {
        guard
            let index = context.find(
                hash: variable.keyHash,
                name: pool.span.extracting(variable.key.range)
            )
        else { return nil }
        let entry = context.entries[index]
        return entry.isMultivalued ? nil : context.values[Int(entry.values.start)]
    }
}
