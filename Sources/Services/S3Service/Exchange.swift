import Base
import HTTPMessage

/// A request that is being served: what was sent, by whom, and how it is answered.
struct Exchange: Sendable {
    let request: S3Request
    let caller: any S3Caller
    let answers: Answers
    let now: Timestamp

    /// The bucket's name; the router has made sure that there is one.
    var bucketName: String { request.bucket ?? "" }

    /// The object's key; the router has made sure that there is one.
    var key: String { request.key ?? "" }

    /// Reads what the head promises about the body.
    func contract() throws(S3Error) -> BodyContract {
        try BodyContract(request, payload: caller.payload)
    }
}
