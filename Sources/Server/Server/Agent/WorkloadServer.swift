internal import Workloads

/// A server, and the threads that wait for it alone: one that hangs keeps nobody from another.
struct WorkloadServer {
    let client: ServiceClient
    let surroundings: KeeperSurroundings
}
