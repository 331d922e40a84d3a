import Core
import Testing

@testable import Dashboard

@Suite struct ArrayMessageTests {
  @Test func arraysBeginAtMultiplesOfEight() throws {
    let message = ArrayMessage(parts: [.init("a", .uint8([1, 2, 3])), .init("b", .float64([0.5]))])
    let bytes = Array(try message.encoded().readableBytesView)
    #expect(bytes.count % 8 == 0)
  }
}
