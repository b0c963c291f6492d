/// The sentences of services that speak JSON: those of Query, under other codes.
///
/// - Source: the "Common Errors" pages of services that speak JSON, such as EKS API Reference.
extension SignatureFailure {
    var jsonAnswer: SignatureAnswer {
        let answer = queryAnswer
        let code =
            switch answer.code {
            case "MissingAuthenticationToken": "MissingAuthenticationTokenException"
            case "InvalidClientTokenId": "UnrecognizedClientException"
            case "ExpiredToken": "ExpiredTokenException"
            case "SignatureDoesNotMatch": "InvalidSignatureException"
            case "IncompleteSignature": "IncompleteSignatureException"
            default: answer.code
            }
        return SignatureAnswer(code, answer.status, answer.message)
    }
}
