internal import PolicyEngine
internal import ServiceModel

/// A filter of a listing: a name, and values of which one must fit; `*` and `?` stand for others.
///
/// - Source: EC2 API Reference, Filter; EC2 User Guide, "List and filter your resources".
struct Filter {
    let name: String
    private let patterns: [[UInt8]]

    /// The filters of a request.
    static func read(_ input: Structure) throws(ServiceError) -> [Filter] {
        let asked = input.structures("Filters") ?? []
        guard asked.count <= Limits.filters else {
            throw limitExceeded("filters", Limits.filters)
        }
        var filters: [Filter] = []
        var count = 0
        for filter in asked {
            let values = filter.strings("Values") ?? []
            guard let name = filter.string("Name") else { throw .missingParameter("Filter.Name") }
            count += values.count
            guard count <= Limits.filterValues else {
                throw limitExceeded("filter values", Limits.filterValues)
            }
            filters.append(Filter(name: name, patterns: values.map(pattern)))
        }
        return filters
    }

    private static func limitExceeded(_ what: String, _ limit: Int) -> ServiceError {
        ServiceError(
            code: "FilterLimitExceeded",
            message: "The maximum number of \(what) specified on a single call is \(limit)"
        )
    }

    /// What is special in a value is not when a backslash stands before it.
    private static func pattern(_ text: String) -> [UInt8] {
        var pattern: [UInt8] = []
        var isEscaped = false
        for byte in text.utf8 {
            switch (byte, isEscaped) {
            case (0x5C, false):
                isEscaped = true
                continue
            case (0x2A, false): pattern.append(Glob.star)
            case (0x3F, false): pattern.append(Glob.question)
            default: pattern.append(byte)
            }
            isEscaped = false
        }
        return pattern
    }

    /// Whether one of the values that something has fits.
    func fits(_ values: [String]) -> Bool {
        values.contains { value in
            let bytes = Array(value.utf8)
            return patterns.contains { Glob.matches($0.span, bytes.span) }
        }
    }
}

/// Something that listings can be filtered by.
protocol Filtered {
    /// The values that it has under a filter's name; nil when there is no such filter.
    func values(of filter: String) -> [String]?
}

extension [Filter] {
    /// Whether something fits all filters.
    func fit(_ item: some Filtered) throws(ServiceError) -> Bool {
        for filter in self {
            guard let values = item.values(of: filter.name) else {
                throw .invalidParameterValue("The filter '\(filter.name)' is invalid")
            }
            guard filter.fits(values) else { return false }
        }
        return true
    }
}
