/// The bounds of this module.
enum Limits {
    /// Parameters of one request.
    ///
    /// Our own: the largest that the models allow in earnest is a simulation with a thousand
    /// actions and as many resources and context entries; ten thousand leave room.
    static let parameters = 10_000

    /// Bytes of a parameter's name; the longest of the models has fewer than 100.
    static let nameBytes = 1024

    /// Shapes inside one another; the deepest input of the models has five.
    static let depth = 16

    /// Digits of a list's index.
    static let indexDigits = 9

    /// Parts of a path; the longest of the models has five, and nothing matches more.
    static let pathSegments = 16

    /// Values in one JSON text.
    ///
    /// Our own: the largest input of the models has some 500, names included.
    static let jsonValues = 20_000

    /// Violations that are spelled out in one message; more are not looked for.
    static let violations = 50

    /// Bytes that an answer has room for before it must grow.
    ///
    /// Our own: credentials with the token of a tagged session have fewer.
    static let answerBytes = 2048

    /// Bytes of a value that a message repeats, so that answers stay small whatever was sent.
    static let shownBytes = 16_384
}
