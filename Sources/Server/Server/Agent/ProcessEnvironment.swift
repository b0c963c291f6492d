/// The environment that the process was started with.
enum ProcessEnvironment {
    static func all() throws(DataFolder.Failure) -> [String: String] {
        var all: [String: String] = [:]
        let bytes = try DataFolder.read(file: "/proc/self/environ") ?? []
        for entry in bytes.split(separator: 0) {
            guard let equals = entry.firstIndex(of: 0x3D) else { continue }
            let name = String(decoding: entry[..<equals], as: UTF8.self)
            all[name] = String(decoding: entry[(equals + 1)...], as: UTF8.self)
        }
        return all
    }
}
