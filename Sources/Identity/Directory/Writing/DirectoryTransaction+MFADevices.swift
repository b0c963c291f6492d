public import Base
import Cryptography
import Store

extension DirectoryTransaction {
    /// Makes a device and tells its seed in base 32, which is not told again.
    public func createMFADevice(
        named name: String,
        path: String = "/",
        tags: [Tag] = []
    ) throws(DirectoryError) -> (device: VirtualMFADevice, seed: [UInt8]) {
        try Forms.require(name: name, of: .mfaDevice)
        try Forms.require(path: path)
        try require(newTags: tags)
        let serial = "arn:aws:iam::\(account):mfa\(path)\(name)"
        guard serial.utf8.count <= Limits.serialNumber else {
            throw .invalidInput("The path and name of an MFA device are too long.")
        }
        guard try !exists(deviceKey(path + name)) else { throw .alreadyExists(.mfaDevice, serial) }
        try countOne(.mfaDevices, within: .mfaDevices)
        let seed = dependencies.random.bytes(Limits.mfaSeedBytes)
        let sealed: [UInt8]
        do {
            sealed = try dependencies.sealer.seal(Secret(seed), context: Array(serial.utf8))
        } catch { throw .sealFailed }
        let device = VirtualMFADevice(
            account: account,
            name: name,
            path: path,
            createDate: now,
            tags: tags,
            sealedSeed: sealed
        )
        try put(device)
        return (device, Base32.text(seed))
    }

    /// Deletes a device that is assigned to nobody.
    public func deleteMFADevice(serial: String) throws(DirectoryError) {
        let device = try mfaDevice(serial: serial)
        guard device.assignment == nil else { throw .deleteConflict(.mfaDeviceInUse) }
        try delete(deviceKey(device.path + device.name))
        try count(.mfaDevices, by: -1)
    }

    /// Assigns a device to a user or to root who shows two codes in a row.
    public func enableMFADevice(
        serial: String,
        for owner: AccessKey.Owner,
        codes: (String, String)
    ) throws(DirectoryError) {
        var device = try mfaDevice(serial: serial)
        guard device.assignment == nil else { throw .credential(.deviceInUse) }
        try requireRoom(key(Keyspace.ownedMFADevices).text(owner.text), within: .mfaDevicesPerUser)
        let last = try lastStep(of: codes, device)
        device.assignment = VirtualMFADevice.Assignment(
            owner: owner,
            date: now,
            clockError: clockError(last),
            lastStep: last
        )
        try put(device)
        try put(ownedKey(device, owner), [])
        try count(.mfaDevicesInUse, by: 1)
    }

    /// Sets a device's clock right by two codes in a row.
    public func resyncMFADevice(
        serial: String,
        of owner: AccessKey.Owner,
        codes: (String, String)
    ) throws(DirectoryError) {
        var device = try assignedDevice(serial, owner)
        let last = try lastStep(of: codes, device)
        device.assignment?.clockError = clockError(last)
        device.assignment?.lastStep = last
        try put(device)
    }

    /// Takes a device from its owner.
    public func deactivateMFADevice(
        serial: String,
        of owner: AccessKey.Owner
    ) throws(DirectoryError) {
        var device = try assignedDevice(serial, owner)
        device.assignment = nil
        try put(device)
        try delete(ownedKey(device, owner))
        try count(.mfaDevicesInUse, by: -1)
    }

    /// Whether the code is the device's now and was not used before; then it is used.
    ///
    /// Of many wrong codes within half a minute only the first are looked at.
    ///
    /// - Throws: `noSuch` or `deviceOfAnother` when the device is not the owner's.
    public func useMFACode(
        _ code: String,
        serial: String,
        of owner: AccessKey.Owner
    ) throws(DirectoryError) -> Bool {
        var device = try assignedDevice(serial, owner)
        guard let assignment = device.assignment else { return false }
        let expected = currentStep + assignment.clockError
        let guardian = dependencies.codeGuard
        guard guardian.admits(device.sealedSeed, step: currentStep) else { return false }
        let steps = expected - Limits.mfaTolerance...expected + Limits.mfaTolerance
        let found = try seed(of: device).withBytes { seed in
            OneTimeCode.step(of: code, seed: seed, in: steps)
        }
        guard let found, found > assignment.lastStep else {
            guardian.noteFailure(device.sealedSeed, step: currentStep)
            return false
        }
        device.assignment?.lastStep = found
        try put(device)
        return true
    }

    func put(_ device: VirtualMFADevice) throws(DirectoryError) {
        try put(deviceKey(device.path + device.name), device)
    }

    /// The time within the transaction is whole seconds, which a step does not mind.
    private var currentStep: Int64 { OneTimeCode.step(atSeconds: now.seconds) }

    private func ownedKey(_ device: VirtualMFADevice, _ owner: AccessKey.Owner) -> Key {
        key(Keyspace.ownedMFADevices).text(owner.text).name(device.path + device.name)
    }

    private func assignedDevice(
        _ serial: String,
        _ owner: AccessKey.Owner
    ) throws(DirectoryError) -> VirtualMFADevice {
        let device = try mfaDevice(serial: serial)
        guard device.assignment?.owner == owner else { throw .credential(.deviceOfAnother) }
        return device
    }

    /// The step of the second code, unless it is not after the last that was used.
    private func lastStep(
        of codes: (String, String),
        _ device: VirtualMFADevice
    ) throws(DirectoryError) -> Int64 {
        let steps = currentStep - Limits.mfaClockError...currentStep + Limits.mfaClockError
        let last = try seed(of: device).withBytes { seed in
            steps.first { step in
                OneTimeCode.code(seed: seed, step: step) == codes.0
                    && OneTimeCode.code(seed: seed, step: step + 1) == codes.1
            }
        }
        guard let last, last + 1 > device.assignment?.lastStep ?? .min else {
            throw .credential(.wrongCodes)
        }
        return last + 1
    }

    /// What a code that was just used says of the device's clock.
    private func clockError(_ step: Int64) -> Int64 {
        let error = step - currentStep
        return abs(error) <= Limits.mfaTolerance ? 0 : error
    }
}
