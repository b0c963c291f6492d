/// The names of the services with JSON; the sentences are those of IAM and STS.
///
/// - Source: EKS API Reference and IAM Roles Anywhere API Reference, "Common Errors".
extension SignatureFailure {
    var jsonAnswer: SignatureAnswer {
        let answer = queryAnswer
        let code =
            switch answer.code {
            case "MissingAuthenticationToken": "MissingAuthenticationTokenException"
            case "InvalidClientTokenId": "UnrecognizedClientException"
            case "ExpiredToken": "ExpiredTokenException"
            case "SignatureDoesNotMatch": "InvalidSignatureException"
            default: "IncompleteSignatureException"
            }
        return SignatureAnswer(code, answer.status, answer.message)
    }
}
