import HTTPMessage

extension S3Service {
    /// Reads a setting that is never set here: AWS's default, or its "not configured" error.
    func getBucketSetting(
        _ setting: BucketSetting,
        _ exchange: Exchange
    ) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        try authorize(exchange, setting.action, on: bucket)
        if let error = setting.notConfigured {
            throw error.with("BucketName", bucket.name)
        }
        return .answer(exchange.answers.xml(document(setting, bucket)))
    }

    private func document(_ setting: BucketSetting, _ bucket: Bucket) -> XMLAnswer {
        switch setting {
        case .location:
            // us-east-1 is told by leaving the text out.
            // Source: S3 API Reference, "GetBucketLocation".
            var document = XMLAnswer("LocationConstraint")
            document.content(bucket.record.region == "us-east-1" ? "" : bucket.record.region)
            return document
        case .acl: return ACLDocument.make(bucket.owner)
        case .requestPayment:
            var document = XMLAnswer("RequestPaymentConfiguration")
            document.text("Payer", "BucketOwner")
            return document
        case .ownership:
            var document = XMLAnswer("OwnershipControls")
            document.element("Rule") { $0.text("ObjectOwnership", "BucketOwnerEnforced") }
            return document
        case .policyStatus:
            var document = XMLAnswer("PolicyStatus")
            document.flag("IsPublic", bucket.policy?.isPublic ?? false)
            return document
        case .acceleration: return XMLAnswer("AccelerateConfiguration")
        case .logging: return XMLAnswer("BucketLoggingStatus")
        case .notification: return XMLAnswer("NotificationConfiguration")
        default: return XMLAnswer("VersioningConfiguration")
        }
    }

    /// Shows the owner's full control, which is all that owner-enforced objects have.
    func getObjectACL(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        try checkVersion(exchange.request)
        let record = try find(exchange.key, in: bucket)
        try authorize(
            exchange,
            "s3:GetObjectAcl",
            on: exchange.key,
            in: bucket,
            keys: S3ContextValue.ofExisting(record)
        )
        guard record != nil else { throw missing(exchange, in: bucket) }
        return .answer(exchange.answers.xml(ACLDocument.make(bucket.owner)))
    }
}
