import Core
import Foundation
import ProjectConfiguration
import Testing

@testable import PluginHost

/// C functions over many samples.
@Suite struct FunctionCallTests {
  private static func columns(_ entry: String, _ inputs: FunctionInputs) async throws -> [ColumnValues] {
    let function = try FunctionSupport.image(entry)
    return try await BoundFunction(function).call(inputs)
  }

  private static func pixels(_ count: Int, width: Int) -> [Float] {
    (0..<count * width).map { Float(($0 * 37) % 101) / 8 - 3 }
  }

  @Test(arguments: [(0, 4), (1, 1), (5, 784), (1000, 3)]) func arraysArePassedWhereTheyLie(_ count: Int, _ width: Int)
    async throws
  {
    var inputs = FunctionSupport.inputs(count)
    let values = Self.pixels(count, width: width)
    inputs.arrays[.pixels] = .init(Tensor(values, [count, width]))
    let expected = (0..<count).map { row in
      values[row * width..<(row + 1) * width].reduce(0.0) { $0 + Double($1) } / Double(width)
    }
    let rest = "arguments: [pixels, count], check: {arguments: [[1], 1], result: 1}"
    for entry in [
      "symbol: mean, signature: 'f64(f32[], usize)', \(rest)", "symbol: mean64, signature: 'f64(f64[], usize)', \(rest)",
      "symbol: mean, parallel: true, signature: 'f64(f32[], usize)', \(rest)",
    ] {
      #expect(try await Self.columns(entry, inputs) == [.float64(expected.map { $0 })], "\(entry)")
    }
  }

  @Test func everyTypeOfWholeNumbers() async throws {
    var inputs = FunctionSupport.inputs(3)
    inputs.integers[.label] = [0, 7, 127]
    let entry = """
      symbol: weigh, signature: 'i64(i8, u8, i16, u16, i32, u32, i64, u64)',
        arguments: [label, label, -5, label, -7, 4000000000, index, label],
        check: {arguments: [0, 0, 0, 0, 0, 0, 0, 0], result: 0}
      """
    let expected: [Int64?] = [(0, 3), (7, 4), (127, 5)].map { (label: Int64, index: Int64) in
      label + 3 * label - 25 + 7 * label - 77 + 13 * 4_000_000_000 + 17 * index + 19 * label
    }
    #expect(try await Self.columns(entry, inputs) == [.int64(expected)])
  }

  @Test func smallResultsKeepTheirSign() async throws {
    var inputs = FunctionSupport.inputs(2)
    inputs.integers[.label] = [5, -127]
    let entry = "symbol: negate, signature: i8(i8), arguments: [label], check: {arguments: [1], result: -1}"
    #expect(try await Self.columns(entry, inputs) == [.int64([-5, 127])])
  }

  @Test func boolsAddressesAndTexts() async throws {
    let inputs = FunctionSupport.inputs(3)
    let odd = "symbol: is_odd, signature: bool(i64), arguments: [index], check: {arguments: [1], result: true}"
    #expect(try await Self.columns(odd, inputs) == [.bool([true, false, true])])
    let null = "symbol: is_null, signature: bool(ptr), arguments: [null], check: {arguments: [null], result: true}"
    #expect(try await Self.columns(null, inputs) == [.bool([true, true, true])])
    let length = "symbol: length, signature: usize(str), arguments: [subset], check: {arguments: [{text: ab}], result: 2}"
    #expect(try await Self.columns(length, inputs) == [.int64([8, 8, 8])])
    let parity = "symbol: parity, signature: str(i64), arguments: [index], check: {arguments: [1], result: odd}"
    #expect(try await Self.columns(parity, FunctionInputs(subset: "", indices: [0, 1, 2])) == [.string([nil, "odd", "even"])])
    let initial =
      "symbol: initial, parallel: true, signature: str(str), arguments: [subset], check: {arguments: [{text: ab}], result: a}"
    #expect(try await Self.columns(initial, inputs) == [.string(["t", "t", "t"])])
  }

  @Test func variadicNumbers() async throws {
    var inputs = FunctionSupport.inputs(2)
    inputs.floats[.loss] = [0.25, -1e300]
    let entry = """
      symbol: sum_of, signature: 'f64(i32, ..., f64, f64, f64)', arguments: [3, loss, 1.5, loss],
        check: {arguments: [3, 1, 2, 3], result: 6}
      """
    #expect(try await Self.columns(entry, inputs) == [.float64([2, -2e300])])
  }

  @Test func theMathLibraryOfTheSystem() async throws {
    var inputs = FunctionSupport.inputs(2)
    inputs.floats[.loss] = [4, 12]
    let function = try FunctionSupport.function(
      "symbol: hypot, signature: 'double(double, double)', arguments: [loss, index], check: {arguments: [3, 4], result: 5}",
      library: "libm.so.6")
    #expect(try await BoundFunction(function).call(inputs) == [.float64([5, hypot(12, 4)])])
  }

  @Test func samplesWithoutAnArgumentHaveNoValue() async throws {
    var inputs = FunctionSupport.inputs(3)
    inputs.arrays[.pixels] = .init(Tensor([1, 2, 3, 4, 5, 6] as [Float], [3, 2]))
    inputs.arrays[.classMean] = .init(Tensor([0, 0, 1, 1] as [Float], [2, 2]), rows: [1, nil, 0])
    let entry = """
      symbol: distance, signature: 'f32(f32[], f32[], i32)', arguments: [pixels, class_mean, count],
        check: {arguments: [[1, 2], [1, 4], 2], result: 4}
      """
    #expect(try await Self.columns(entry, inputs) == [.float64([1, nil, 61])])
  }

  @Test func aStatusOtherThanZeroIsNoValue() async throws {
    var inputs = FunctionSupport.inputs(2)
    inputs.arrays[.pixels] = .init(Tensor([3, -2, 5, 7] as [Float], [2, 2]))
    inputs.integers[.label] = [2, 0]
    let entry = """
      symbol: range, signature: 'i32(f32[], usize, least: f32[mut], most: f32[mut])', arguments: [pixels, label, out, out],
        check: {arguments: [[1, 2], 2, out, out], result: {least: 1, most: 2}}
      """
    #expect(try await Self.columns(entry, inputs) == [.float64([-2, nil]), .float64([3, nil])])
  }

  @Test func numbersThatDoNotFitAreErrors() async throws {
    var inputs = FunctionSupport.inputs(2)
    inputs.integers[.label] = [5, 128]
    let entry = "symbol: negate, signature: i8(i8), arguments: [label], check: {arguments: [1], result: -1}"
    let words = await message { _ = try await Self.columns(entry, inputs) }
    #expect(words.contains("label 128 of training:4 does not fit i8"), "\(words)")
    let large = "symbol: largest, signature: u64(), arguments: [], check: {arguments: [], result: 1}"
    let more = await message { _ = try await Self.columns(large, inputs) }
    #expect(more.contains("it gives 18446744073709551615, and a column holds 9223372036854775807 at most"), "\(more)")
  }
}

/// What a person reads when `body` fails.
func message(_ body: () async throws -> Void) async -> String {
  do {
    try await body()
    return "no error"
  } catch {
    return "\(error)"
  }
}
