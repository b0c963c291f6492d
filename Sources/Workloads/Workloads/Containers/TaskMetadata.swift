internal import Markup

/// The least that a task is told of itself.
///
/// - Source: Amazon ECS Developer Guide, "Amazon ECS task metadata endpoint version 4".
package struct TaskMetadata: Sendable {
    /// The path that stands in `ECS_CONTAINER_METADATA_URI_V4`.
    let path: String
    let cluster: String
    let taskARN: String
    let family: String
    let revision: String
    let container: String

    /// Takes a task's names.
    package init(
        path: String,
        cluster: String,
        taskARN: String,
        family: String,
        revision: String,
        container: String
    ) {
        self.path = path
        self.cluster = cluster
        self.taskARN = taskARN
        self.family = family
        self.revision = revision
        self.container = container
    }

    /// The document at a path below this one's; nil when there is none.
    func document(at path: String) -> [UInt8]? {
        guard path.hasPrefix(self.path) else { return nil }
        var writer = JSONWriter()
        switch path.dropFirst(self.path.count) {
        case "", "/": write(container: &writer)
        case "/task": write(task: &writer)
        case "/stats", "/task/stats":
            writer.beginObject()
            writer.endObject()
        default: return nil
        }
        return writer.bytes
    }

    private func write(container writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("DockerId", container)
        writer.member("Name", container)
        writer.member("DockerName", container)
        writer.key("Labels")
        writer.beginObject()
        writer.member("com.amazonaws.ecs.cluster", cluster)
        writer.member("com.amazonaws.ecs.container-name", container)
        writer.member("com.amazonaws.ecs.task-arn", taskARN)
        writer.member("com.amazonaws.ecs.task-definition-family", family)
        writer.member("com.amazonaws.ecs.task-definition-version", revision)
        writer.endObject()
        writer.member("DesiredStatus", "RUNNING")
        writer.member("KnownStatus", "RUNNING")
        writer.member("Type", "NORMAL")
        writer.endObject()
    }

    private func write(task writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("Cluster", cluster)
        writer.member("TaskARN", taskARN)
        writer.member("Family", family)
        writer.member("Revision", revision)
        writer.member("DesiredStatus", "RUNNING")
        writer.member("KnownStatus", "RUNNING")
        writer.key("Containers")
        writer.beginArray()
        write(container: &writer)
        writer.endArray()
        writer.member("LaunchType", "EXTERNAL")
        writer.endObject()
    }
}
