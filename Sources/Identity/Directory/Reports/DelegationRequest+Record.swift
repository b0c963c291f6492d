public import Base
public import Store

extension DelegationRequest: Record {
    /// Reads a request; its accounts are fields, since the key has none.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        guard let requestor = AccountID(number: UInt64(clamping: try record.number(2))),
            let reached = DelegationState(rawValue: try record.text(4)),
            let terms = try record.records(5).first
        else { throw .unreadable("a delegation request has an unknown form") }
        self.init(
            id: try record.text(1),
            requestor: requestor,
            ownerAccount: try record.numberIfPresent(3).flatMap {
                AccountID(number: UInt64(clamping: $0))
            },
            terms: try Terms(terms),
            createDate: try record.time(6)
        )
        self.reached = reached
        updateDate = try record.time(7)
        ownerID = try record.textIfPresent(8)
        approverID = try record.textIfPresent(9)
        notes = try record.textIfPresent(10)
        rejectionReason = try record.textIfPresent(11)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, id)
        record.put(2, Int64(requestor.number))
        if let ownerAccount { record.put(3, Int64(ownerAccount.number)) }
        record.put(4, reached.rawValue)
        record.put(5, record: terms.write)
        record.put(6, createDate)
        record.put(7, updateDate)
        record.put(8, ownerID)
        record.put(9, approverID)
        record.put(10, notes)
        record.put(11, rejectionReason)
    }
}

extension DelegationRequest.Terms {
    init(_ record: RecordReader) throws(StoreError) {
        self.init(
            description: try record.text(1),
            policy: try record.text(2),
            workflowID: try record.text(3),
            notificationChannel: try record.text(4),
            sessionDurationSeconds: Int(try record.number(5))
        )
        message = try record.textIfPresent(6)
        templateARN = try record.textIfPresent(7)
        redirectURL = try record.textIfPresent(8)
        isSentByOwnerOnly = try record.numberIfPresent(9) == 1
        for inner in try record.records(10) {
            parameters.append(
                DelegationRequest.Parameter(
                    name: try inner.text(1),
                    values: try inner.texts(2),
                    type: try inner.textIfPresent(3)
                )
            )
        }
    }

    func write(to record: inout RecordWriter) {
        record.put(1, description)
        record.put(2, policy)
        record.put(3, workflowID)
        record.put(4, notificationChannel)
        record.put(5, Int64(sessionDurationSeconds))
        record.put(6, message)
        record.put(7, templateARN)
        record.put(8, redirectURL)
        if isSentByOwnerOnly { record.put(9, Int64(1)) }
        for parameter in parameters {
            record.put(
                10,
                record: { inner in
                    inner.put(1, parameter.name)
                    for value in parameter.values { inner.put(2, value) }
                    inner.put(3, parameter.type)
                }
            )
        }
    }
}
