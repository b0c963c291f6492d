import QRCode
import Testing

@Suite("QR codes")
struct QRCodeTests {
    @Test("have the three finder patterns in their corners")
    func finders() throws {
        let code = try #require(QRCode("otpauth://totp/a@111122223333?secret=ABC"))
        #expect(code.modules.count == code.width * code.width && code.width % 4 == 1)
        let finder = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]
        for (left, top) in [(0, 0), (code.width - 7, 0), (0, code.width - 7)] {
            let seen = (0..<7).map { y in
                String((0..<7).map { code.modules[(top + y) * code.width + left + $0] ? "#" : "." })
            }
            #expect(seen == finder)
        }
    }

    @Test("are refused when no version holds the text")
    func length() {
        #expect(QRCode(String(repeating: "x", count: 3000)) == nil)
    }
}
