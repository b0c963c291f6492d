import Store

extension DirectoryTransaction {
    /// Writes a resource of IAM Roles Anywhere.
    public func putAnywhere(_ resource: some AnywhereResource) throws(DirectoryError) {
        try put(anywhereKey(type(of: resource).kind, resource.region).text(resource.id), resource)
    }

    /// Deletes a resource of IAM Roles Anywhere.
    public func deleteAnywhere(_ resource: some AnywhereResource) throws(DirectoryError) {
        try delete(anywhereKey(type(of: resource).kind, resource.region).text(resource.id))
    }
}
