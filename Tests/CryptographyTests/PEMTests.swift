import Cryptography
import Testing

@Suite("PEM")
struct PEMTests {
    @Test("reads parts in order, whatever the line ends and the white space around them")
    func parts() {
        let text =
            "\r\n -----BEGIN A B-----\r\n  AAEC\t\r\nAw==\r\n-----END A B-----\r\n\r\n"
            + "-----BEGIN C-----\nBA==\n-----END C-----"
        #expect(
            PEM.parts(text).map { $0.map(\.label) } == ["A B", "C"]
                && PEM.parts(text).map { $0.map(\.bytes) } == [[0, 1, 2, 3], [4]]
        )
    }

    @Test("tells parts with headers without reading them")
    func headers() {
        let text = "-----BEGIN K-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: x\n\nAA==\n-----END K-----"
        #expect(PEM.parts(text).map { $0.map(\.hasHeaders) } == [true])
        #expect(PEM.parts(text).map { $0.map(\.bytes) } == [[]])
    }

    @Test(
        "refuses everything else",
        arguments: [
            "", "text", "-----BEGIN A-----", "-----BEGIN A-----\n-----END A-----",
            "-----BEGIN A-----\nAA==\n-----END B-----", "-----BEGIN A-----\nAA=\n-----END A-----",
            "-----BEGIN A-----\nAB==\n-----END A-----", "-----BEGIN A-----\nAA==\n-----END A----",
            "-----BEGIN -----\nAA==\n-----END -----", "-----BEGIN A-----AA==-----END A-----",
            "x\n-----BEGIN A-----\nAA==\n-----END A-----",
            "-----BEGIN A-----\nAA==\n-----END A-----\nx",
            "-----BEGIN A-----\n-----BEGIN A-----\nAA==\n-----END A-----\n-----END A-----",
        ]
    )
    func refusals(text: String) {
        #expect(PEM.parts(text) == nil)
    }

    @Test("that holds no certificate or key gives none")
    func bytes() {
        for bytes: [UInt8] in [[], [0x30, 0x03, 0x02, 0x01, 0x01]] {
            #expect(!isCertificate(bytes))
            #expect(!isKey(bytes))
        }
    }

    private func isCertificate(_ der: [UInt8]) -> Bool { Certificate(der: der) != nil }

    private func isKey(_ der: [UInt8]) -> Bool { PrivateKey(der: der) != nil }
}
