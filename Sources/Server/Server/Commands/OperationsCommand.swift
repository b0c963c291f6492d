internal import EC2Service
internal import EKSService
internal import IAMService
internal import RolecallService
internal import RolesAnywhereService
internal import STSService
internal import ServiceKit
internal import ServiceModel

/// `rolecall operations`: every operation of the service models, and whether it is there.
enum OperationsCommand {
    static func run(_ words: ArraySlice<String>) throws -> Int32 {
        guard words.isEmpty else {
            throw Arguments.Failure(message: "operations takes no operands")
        }
        for (model, handlers) in [
            (try Model.iam(), IAMService.handlers), (try Model.sts(), STSService.handlers),
            (try Model.ec2(), EC2Service.handlers),
            (try Model.rolecall(), RolecallService.handlers),
            (try Model.eks(), EKSService.handlers),
            (try Model.eksAuth(), EKSService.authHandlers),
            (try Model.rolesAnywhere(), RolesAnywhereService.handlers),
        ] {
            let served = Set(handlers.map(\.name))
            for name in model.operationNames.sorted() {
                Console.out(
                    "\(model.service):\(name) \(served.contains(name) ? "served" : "missing")\n"
                )
            }
        }
        return 0
    }
}
