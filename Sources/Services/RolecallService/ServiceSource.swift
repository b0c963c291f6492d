internal import Base
internal import ServiceKit
internal import ServiceModel

/// A service of AWS, and the resource for which it acts.
struct ServiceSource {
    /// The service principal, such as `ec2.amazonaws.com`.
    let service: String
    /// The ARN of the resource; nil when it is not told.
    let arn: String?
    /// The account of the resource.
    let account: String

    init(service: String, arn: String?, account: String) {
        self.service = service
        self.arn = arn
        self.account = account
    }

    /// Reads a request; the account is the caller's when it is not told.
    init(_ input: Structure, caller: AccountID) throws(ServiceError) {
        service = try input.requiredString("Service")
        arn = input.string("SourceArn")
        account = input.string("SourceAccount") ?? caller.description
        if let arn, ARN(arn) == nil { throw .validation("\(arn) is invalid") }
    }

    /// Whether EC2 acts for one of its instances.
    var isInstance: Bool {
        guard service == "ec2.amazonaws.com", let text = arn, let arn = ARN(text) else {
            return false
        }
        return arn.service == "ec2" && arn.resource.hasPrefix("instance/")
    }

    /// What the caller's own policies may ask for.
    var callerKeys: [Demand.ContextEntry] {
        var keys: [Demand.ContextEntry] = [
            .value("rolecall:Service", service), .value("rolecall:SourceAccount", account),
        ]
        if let arn { keys.append(.value("rolecall:SourceArn", arn)) }
        return keys
    }

    /// What the role's trust policy may ask for, beside what the service itself brings.
    ///
    /// - Source: IAM User Guide, "AWS global condition context keys", properties of the request.
    ///   `aws:SourceOrgID` and `aws:SourceOrgPaths` come with organizations.
    var trustKeys: [Demand.ContextEntry] {
        var keys: [Demand.ContextEntry] = [.value("aws:SourceAccount", account)]
        if let arn { keys.append(.value("aws:SourceArn", arn)) }
        return keys
    }
}
