/// The HTTP methods that S3's operations use.
enum S3Method: Sendable {
    case get, head, put, post, delete, other
}
