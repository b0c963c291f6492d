import Base
import Cryptography
import Store

extension DirectoryView {
    /// The device with exactly this serial number.
    public func mfaDevice(serial: String) throws(DirectoryError) -> VirtualMFADevice {
        guard let place = place(ofSerial: serial),
            let device = try record(deviceKey(place), as: VirtualMFADevice.self),
            device.serialNumber == serial
        else { throw .noSuch(.mfaDevice, serial) }
        return device
    }

    /// The devices that are assigned to a user or to root, in order of serial numbers.
    public func mfaDevices(
        of owner: AccessKey.Owner
    ) throws(DirectoryError) -> [VirtualMFADevice] {
        var devices: [VirtualMFADevice] = []
        for place in try names(prefix: key(Keyspace.ownedMFADevices).text(owner.text)) {
            guard let device = try record(deviceKey(place), as: VirtualMFADevice.self) else {
                throw .store(.unreadable("an MFA device is missing"))
            }
            devices.append(device)
        }
        return devices
    }

    /// Devices in order of paths and names; only those that are assigned, or not, when that is told.
    public func mfaDevices(
        isAssigned: Bool? = nil,
        after marker: String? = nil,
        limit: Int
    ) throws(DirectoryError) -> Page<VirtualMFADevice> {
        let limit = min(max(limit, 1), Limits.pageItems)
        var page = Page<VirtualMFADevice>(items: [], marker: marker)
        var seen = 0
        repeat {
            let part = try self.page(
                prefix: key(Keyspace.mfaDevices),
                after: page.marker,
                limit: limit - page.items.count
            )
            for entry in part.entries {
                let device = try decode(entry.value, as: VirtualMFADevice.self)
                guard isAssigned == nil || isAssigned == (device.assignment != nil) else {
                    continue
                }
                page.items.append(device)
            }
            seen += part.entries.count
            page.marker = part.marker
        } while page.marker != nil && page.items.count < limit && seen < Limits.recordsPerPage
        return page
    }

    func deviceKey(_ place: String) -> Key { key(Keyspace.mfaDevices).name(place) }

    /// Path and name within a serial number of this account.
    func place(ofSerial serial: String) -> String? {
        let prefix = "arn:aws:iam::\(account):mfa/"
        return serial.hasPrefix(prefix) ? String(serial.dropFirst(prefix.utf8.count - 1)) : nil
    }

    func seed(of device: VirtualMFADevice) throws(DirectoryError) -> Secret {
        do {
            return try dependencies.sealer.open(
                device.sealedSeed,
                context: Array(device.serialNumber.utf8)
            )
        } catch { throw .sealFailed }
    }
}
