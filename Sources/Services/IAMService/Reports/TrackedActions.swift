internal import ServiceCatalog

/// The actions whose last use reports tell: those that manage the services which are served.
///
/// - Source: IAM User Guide, "IAM action last accessed information services and actions"; PassRole
///   and the actions on the content of S3's buckets are not tracked.
enum TrackedActions {
    static func contains(_ action: Action) -> Bool {
        switch action.service {
        case "iam": action.name != "PassRole"
        case "sts": true
        case "s3": !action.resources.contains { $0.type.name == "object" }
        default: false
        }
    }
}
