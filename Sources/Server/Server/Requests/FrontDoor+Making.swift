internal import Base
internal import EC2Service
internal import EKSService
internal import IAMService
internal import RolecallService
internal import RolesAnywhereService
internal import S3Service
internal import STSService
package import ServiceKit
internal import ServiceModel
package import Store
package import Telemetry

extension FrontDoor {
    /// Wires all services to what one node holds; tests call it without a socket, by their clock.
    ///
    /// - Throws: `StoreError.unavailable` when the folder of the objects cannot be made.
    package init(
        node: Node,
        store: any Store,
        objectsFolder: String,
        events: EventLog,
        iam: [Handler] = IAMService.handlers,
        sts: [Handler] = STSService.handlers,
        ec2: [Handler] = EC2Service.handlers,
        rolecall: [Handler] = RolecallService.handlers
    ) throws {
        let authenticator = Authenticator(directory: node.directory, tokens: node.tokens)
        access = S3Access(node: node, authenticator: authenticator)
        s3 = try S3Service(
            store: store,
            objectsFolder: objectsFolder,
            clock: node.clock,
            random: node.random,
            gate: access
        )
        func service(_ name: StaticString, _ model: Model, _ handlers: [Handler])
            -> QueryDesk.Service
        {
            QueryDesk.Service(name: name, model: model, handlers: handlers, node: node)
        }
        let sts = service("sts", try Model.sts(), sts)
        query = QueryDesk(
            services: [
                service("iam", try Model.iam(), iam), sts,
                service("ec2", try Model.ec2(), ec2),
                service("rolecall", try Model.rolecall(), rolecall),
            ],
            fallback: sts,
            authenticator: authenticator,
            ids: RequestIDs(node.random),
            clock: node.clock,
            events: events
        )
        rest = RestDesk(
            services: try Self.restServices(node),
            authenticator: authenticator,
            ids: RequestIDs(node.random),
            clock: node.clock,
            events: events
        )
        clock = node.clock
        documents = TokenDocuments(node)
    }

    private static func restServices(_ node: Node) throws -> [RestDesk.Service] {
        func service(_ name: StaticString, _ model: Model, _ handlers: [Handler])
            -> RestDesk.Service
        {
            RestDesk.Service(name: name, model: model, handlers: handlers, node: node)
        }
        return [
            service("eks", try Model.eks(), EKSService.handlers),
            service("eks-auth", try Model.eksAuth(), EKSService.authHandlers),
            service("rolesanywhere", try Model.rolesAnywhere(), RolesAnywhereService.handlers),
        ]
    }

    /// Finishes the work that is queued; call once, after the last request.
    package func close() { s3.close() }
}
