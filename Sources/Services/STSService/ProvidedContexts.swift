internal import ServiceModel

extension STSService {
    /// No provider of contexts is there, so that no assertion can be one of its own.
    ///
    /// - Source: STS API Reference, AssumeRole, `ProvidedContexts`; the text is ours.
    static func refuseContexts(_ input: Structure) throws(ServiceError) {
        guard let context = input.structures("ProvidedContexts")?.first else { return }
        let provider = context.string("ProviderArn") ?? ""
        throw .invalidParameterValue(
            "The context assertion is not valid for the context provider \(provider)."
        )
    }
}
