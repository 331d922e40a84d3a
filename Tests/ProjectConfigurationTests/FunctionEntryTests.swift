import Core
import Testing

@testable import ProjectConfiguration

@Suite struct FunctionEntryTests {
  private static func functions(_ entry: String) throws -> [FunctionEntry] {
    try plan("project: p\ndataset: libD.so\nmodel: libM.so\nfunctions:\n  - \(entry)\n").functions
  }

  private static func one(_ entry: String) throws -> FunctionEntry { try #require(functions(entry).first) }

  @Test func noneIsTheDefault() throws {
    #expect(try plan("project: p\ndataset: libD.so\nmodel: libM.so\n").functions.isEmpty)
    #expect(try plan("project: p\ndataset: libD.so\nmodel: libM.so\nfunctions:\n").functions.isEmpty)
  }

  @Test func everyKey() throws {
    let use = try Self.one(
      """
      {name: abs_loss, library: libm.so.6, symbol: fabs, signature: double(double), arguments: [loss], optional: true,
         parallel: true, time_limit: 2.5, direction: down, summary: size of the loss,
         check: [{arguments: [-2.0], result: 2.0}, {arguments: [3], result: 3, tolerance: 0}]}
      """)
    #expect(use.name == "abs_loss" && use.library == "libm.so.6" && use.symbol == "fabs" && use.signature.text == "f64(f64)")
    #expect(use.arguments == [.word(.loss)] && use.needsModel && use.isOptional && use.isParallel && use.timeLimit == 2.5)
    #expect(use.examples.map(\.arguments) == [[.float(-2)], [.integer(3)]])
    #expect(use.examples.map(\.expected) == [[.float64(2)], [.float64(3)]])
    #expect(use.examples.map(\.tolerance) == [1e-6, 0])
    let column = ColumnInfo(
      name: "abs_loss", kind: .float64, direction: .down, summary: "size of the loss", source: "libm.so.6:fabs")
    #expect(use.columns == [column])
  }

  @Test func namesOfParametersAreTheArguments() throws {
    let use = try Self.one(
      "{name: mean, library: libX.so, signature: 'f64(pixels: f32[], count: usize)', check: {arguments: [[1], 1], result: 1}}")
    #expect(use.symbol == "mean" && use.arguments == [.word(.pixels), .count(of: .pixels)] && !use.needsModel)
  }

  @Test func countBelongsToTheArrayBeforeIt() throws {
    let use = try Self.one(
      """
      {name: f, library: libX.so, signature: 'f64(u8, f32[], u8, f64[], u8, f32[], u8)',
         arguments: [count, pixels, count, [1, 2], count, logits, count],
         check: {arguments: [1, [1], 1, [1], 1, [1], 1], result: 1}}
      """)
    #expect(
      use.arguments == [
        .count(of: .pixels), .word(.pixels), .count(of: .pixels), .constant(.numbers([1, 2])), .constant(.integer(2)),
        .word(.logits), .count(of: .logits),
      ])
    #expect(use.words == [.pixels, .logits] && use.needsModel)
  }

  @Test func columnsOfWrittenArguments() throws {
    let check = "arguments: [pixels, count, out, out], check: {arguments: [[1], 1, out, out], result: {least: 1, most: 2}}"
    let two = try Self.one(
      "{name: range, library: libX.so, signature: 'i32(f32[], usize, least: f32[mut], most: i64[mut])', \(check)}")
    #expect(two.columns.map(\.name) == ["range.least", "range.most"] && two.columns.map(\.kind) == [.float64, .int64])
    #expect(two.resultIsStatus)
    let three = try Self.one(
      """
      {name: f, library: libX.so, returns: value, signature: 'i32(out: f32[mut], b: f32[mut])', arguments: [out, out],
         check: {arguments: [out, out], result: {result: 1, out: 2, b: 3}}}
      """)
    #expect(three.columns.map(\.name) == ["f", "f.out", "f.b"] && !three.resultIsStatus)
    let one = try Self.one(
      "{name: f, library: libX.so, signature: 'void(f64[mut])', arguments: [out], check: {arguments: [out], result: 1}}")
    #expect(one.columns.map(\.name) == ["f"])
    let failing = try Self.one(
      "{name: f, library: libX.so, signature: 'i32(f64[mut])', arguments: [out], check: {arguments: [out], result: null}}")
    #expect(failing.examples[0].expected == [nil])
  }

  @Test func namesAreUnique() {
    let entry = "{name: f, library: l, signature: f64(f64), arguments: [loss], check: {arguments: [1], result: 1}}"
    let words = message { _ = try Self.functions("\(entry)\n  - \(entry)") }
    #expect(words == "leap.yaml:6:5: two functions have the name 'f'; rename one; the first is at line 5")
  }

  /// Damage anywhere in an entry is an error with a place, or another entry that is whole.
  @Test func flippedBits() throws {
    let entry =
      "{name: f, library: l, signature: 'f64(f32[], usize)', arguments: [pixels, count], check: {arguments: [[1], 1], result: 1}}"
    for position in 0..<entry.utf8.count {
      for bit in 0..<7 {
        var bytes = Array(entry.utf8)
        bytes[position] ^= 1 << bit
        do {
          for use in try Self.functions(String(decoding: bytes, as: UTF8.self)) {
            #expect(use.arguments.count == use.signature.parameters.count && !use.examples.isEmpty && !use.columns.isEmpty)
          }
        } catch let error as LeapError {
          #expect(error.place?.contains("leap.yaml:") == true && !error.description.contains("\n"), "\(error)")
        }
      }
    }
  }
}
