internal import ServiceKit
internal import ServiceModel

/// A page of a listing that is in order of texts.
struct Listing<Item> {
    let items: [Item]
    /// Where the next page starts; nil when this was the last.
    let nextToken: String?

    /// Cuts the page that a request asks for out of all items.
    ///
    /// - Source: EC2 API Reference, "Query requests", pagination: `MaxResults` and `NextToken`.
    init<View>(
        _ all: [(id: String, item: Item)],
        for call: Call<View>
    ) throws(ServiceError) {
        let limit = call.input.integer("MaxResults")
        if let limit, !Limits.pageItems.contains(limit) {
            throw .invalidParameterValue(
                "Value ( \(limit) ) for parameter maxResults is invalid. Expecting a value "
                    + "between \(Limits.pageItems.lowerBound) and \(Limits.pageItems.upperBound)."
            )
        }
        let token = call.input.string("NextToken") ?? ""
        let rest = all.filter { $0.id > token }
        let page = rest.prefix(limit ?? Limits.pageItems.upperBound)
        items = page.map(\.item)
        nextToken = page.count < rest.count ? page.last?.id : nil
    }
}
