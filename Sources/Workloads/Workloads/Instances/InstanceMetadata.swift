package import Base
package import HTTPMessage

/// The instance metadata service of the instances on a host.
///
/// - Source: Amazon EC2 User Guide, "How Instance Metadata Service Version 2 works", "Use instance
///   metadata to manage your EC2 instance", "IAM roles for Amazon EC2".
package final class InstanceMetadata: Application {
    /// Names for the service that no name server answers with anything else.
    static let names: Set<String> = ["instance-data", "instance-data.ec2.internal", "localhost"]

    private let instances: InstanceTable
    let tokens: MetadataTokens
    let clock: Clock

    /// Takes the instances that it answers.
    package init(_ instances: InstanceTable, tokens: MetadataTokens, clock: Clock) {
        self.instances = instances
        self.tokens = tokens
        self.clock = clock
    }

    /// Answers from memory, or after the server has been asked.
    package func receive(_ head: RequestHead) -> Reception {
        guard !WorkloadGuard.refuses(head, names: Self.names) else {
            return .answer(MetadataPage.error(403))
        }
        guard let instance = instances.instance(at: head.peer) else {
            return .answer(MetadataPage.error(404))
        }
        if let outcome = instance.ready() {
            switch answer(head, instance, outcome) {
            case .now(let response): return .answer(response)
            case .keys(let keys, let description):
                if let outcome = keys.ready() {
                    return .answer(MetadataPage.keys(outcome, description, at: clock.now))
                }
            }
        }
        return .collect(limit: Limits.droppedBody) { [self] _, responder in
            instance.ask { [self] outcome in
                finish(answer(head, instance, outcome), responder)
            }
        }
    }

    /// An answer, or whose keys it is made of.
    enum Answer {
        case now(Response)
        case keys(Keeper<SessionKeys>, InstanceDescription)
    }

    private func finish(_ answer: Answer, _ responder: any Responder) {
        switch answer {
        case .now(let response): responder.respond(response)
        case .keys(let keys, let description):
            keys.ask { [clock] outcome in
                responder.respond(MetadataPage.keys(outcome, description, at: clock.now))
            }
        }
    }
}
