public import Base
public import Store

extension AccessJob: Record {
    /// Reads a job.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        id = try record.text(1)
        owner = try record.text(2)
        subject = try record.text(3)
        hasActions = try record.numberIfPresent(4) == 1
        createDate = try record.time(5)
        completionDate = try record.timeIfPresent(6)
        for inner in try record.records(7) { services.append(try AccessJobService(inner)) }
        entities = try record.texts(8)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, id)
        record.put(2, owner)
        record.put(3, subject)
        if hasActions { record.put(4, Int64(1)) }
        record.put(5, createDate)
        if let completionDate { record.put(6, completionDate) }
        for service in services { record.put(7, record: service.write) }
        for entity in entities { record.put(8, entity) }
    }
}

extension AccessJobService {
    init(_ record: RecordReader) throws(StoreError) {
        namespace = try record.text(1)
        var uses: [AccessJobUse] = []
        for inner in try record.records(2) { uses.append(try AccessJobUse(inner)) }
        self.uses = uses
        var actions: [AccessJobAction] = []
        for inner in try record.records(3) { actions.append(try AccessJobAction(inner)) }
        self.actions = actions
    }

    func write(to record: inout RecordWriter) {
        record.put(1, namespace)
        for use in uses { record.put(2, record: use.write) }
        for action in actions { record.put(3, record: action.write) }
    }
}

extension AccessJobUse {
    init(_ record: RecordReader) throws(StoreError) {
        entityID = try record.text(1)
        time = try record.time(2)
        region = try record.text(3)
    }

    func write(to record: inout RecordWriter) {
        record.put(1, entityID)
        record.put(2, time)
        record.put(3, region)
    }
}

extension AccessJobAction {
    init(_ record: RecordReader) throws(StoreError) {
        name = try record.text(1)
        use = try record.records(2).first.map { (inner) throws(StoreError) in
            try AccessJobUse(inner)
        }
    }

    func write(to record: inout RecordWriter) {
        record.put(1, name)
        if let use { record.put(2, record: use.write) }
    }
}

extension DirectoryView {
    /// The job with the id, whoever asked for it; nil when there is none.
    public func accessJob(_ id: String) throws(DirectoryError) -> AccessJob? {
        try record(key(Keyspace.accessJobs).text(id), as: AccessJob.self)
    }
}

extension DirectoryTransaction {
    /// Keeps a job, and forgets a few that are old.
    public func put(_ job: AccessJob) throws(DirectoryError) {
        let prefix = key(Keyspace.accessJobs)
        let start = now.adding(seconds: -Limits.accessJobSeconds)
        for entry in try entries(prefix: prefix, limit: Limits.accessJobsForgotten) {
            let old = try decode(entry.value, as: AccessJob.self)
            guard old.createDate < start else { break }
            try delete(entry.key)
        }
        try put(key(Keyspace.accessJobs).text(job.id), job)
    }
}
