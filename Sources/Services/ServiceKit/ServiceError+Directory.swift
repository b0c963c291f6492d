public import Directory
public import ServiceModel

extension ServiceError {
    /// The directory's refusal with AWS's code, text and status.
    public init(_ error: DirectoryError) {
        self.init(code: error.code, message: error.message, status: error.status)
    }
}
