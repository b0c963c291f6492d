private import Glibc
import Store

extension ObjectFiles {
    /// Removes every file that no record names, and tells how many there were.
    ///
    /// To be called before the first request is received: a file of an upload that is under way is
    /// not yet named by a record.
    ///
    /// - Complexity: reads every record of an object or part when there are files at all.
    func sweep(_ store: any Store) throws -> Int {
        var orphans = try list()
        guard !orphans.isEmpty else { return 0 }
        // Parts before objects: completing an upload moves a file from part to object.
        try store.read { reader in
            try reader.forEachEntry(prefix: S3Keys.allParts) { entry in
                orphans.remove(try PartRecord(decoding: entry.value).file)
            }
            try reader.forEachEntry(prefix: S3Keys.allObjects) { entry in
                if let file = try ObjectRecord(decoding: entry.value).file {
                    orphans.remove(file)
                }
            }
        }
        for name in orphans { remove(name) }
        return orphans.count
    }

    /// The names of all files in the folder.
    private func list() throws(StoreError) -> Set<FileName> {
        var names: Set<FileName> = []
        for shard in try entries(of: folder) where shard.utf8.count == 2 {
            for name in try entries(of: folder + "/" + shard) {
                if let name = FileName(shard: shard, name: name) { names.insert(name) }
            }
        }
        return names
    }

    private func entries(of path: String) throws(StoreError) -> [String] {
        guard let directory = unsafe opendir(path) else {
            throw .unavailable("the objects folder cannot be read")
        }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            // SAFETY: `readdir` ends `d_name` with a zero byte within the entry, which stays valid
            // until the next call.
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
