internal import S3Service
internal import Signature
private import Synchronization

/// The `aws-chunked` machine of one upload.
final class S3ChunkReader: S3ChunkDecoder {
    /// Touched by the one thread that receives the body; the lock is never waited for.
    private let machine: Mutex<ChunkedBody.Machine>

    init(_ machine: consuming sending ChunkedBody.Machine) {
        self.machine = Mutex(machine)
    }

    func decode(
        _ bytes: Span<UInt8>,
        into output: (Span<UInt8>) throws(S3Error) -> Void
    ) throws(S3Error) {
        var position = 0
        while true {
            let result: Result<Range<Int>?, ChunkedBody.Failure> = machine.withLock { machine in
                do throws(ChunkedBody.Failure) {
                    return .success(try machine.next(bytes, from: &position))
                } catch { return .failure(error) }
            }
            switch result {
            case .success(nil): return
            case .success(let range?): try output(bytes.extracting(range))
            case .failure(let failure): throw S3Error(failure.answer)
            }
        }
    }

    func finish() throws(S3Error) -> [(name: String, value: String)] {
        let result: Result<[ChunkedBody.Trailer], ChunkedBody.Failure> = machine.withLock {
            machine in
            do throws(ChunkedBody.Failure) {
                return .success(try machine.finish())
            } catch { return .failure(error) }
        }
        switch result {
        case .success(let trailers): return trailers.map { ($0.name, $0.value) }
        case .failure(let failure): throw S3Error(failure.answer)
        }
    }
}
