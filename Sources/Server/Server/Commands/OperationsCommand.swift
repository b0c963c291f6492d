internal import IAMService
internal import STSService
internal import ServiceKit
internal import ServiceModel

/// `rolecall operations`: every operation of the service models, and whether it is there.
enum OperationsCommand {
    static func run(_ words: ArraySlice<String>) throws -> Int32 {
        guard words.isEmpty else {
            throw Arguments.Failure(message: "operations takes no operands")
        }
        let iam = Set(IAMService.handlers.map(\.name))
        let sts = Set(STSService.handlers.map(\.name))
        for (service, model, handlers) in [
            ("iam", try Model.iam(), iam), ("sts", try Model.sts(), sts),
        ] {
            for name in model.operationNames.sorted() {
                Console.out(
                    "\(service):\(name) \(handlers.contains(name) ? "served" : "missing")\n"
                )
            }
        }
        return 0
    }
}
