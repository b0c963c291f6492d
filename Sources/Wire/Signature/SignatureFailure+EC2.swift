/// The sentences of EC2.
///
/// - Source: EC2 API Reference, "Error codes for the Amazon EC2 API": AuthFailure, RequestExpired;
///   the status 401 and the texts as answers quoted in public issues have them.
extension SignatureFailure {
    var ec2Answer: SignatureAnswer {
        switch self {
        case .unknownAccessKey, .invalidToken, .mismatch:
            SignatureAnswer(
                "AuthFailure",
                401,
                "AWS was not able to validate the provided access credentials"
            )
        case .expiredToken, .expired, .notYetCurrent, .presignedExpired:
            SignatureAnswer("RequestExpired", 400, "Request has expired.")
        default: queryAnswer
        }
    }
}
