import Core
import Foundation
import ProjectConfiguration

/// The arguments of a function for a row of calls, and what the calls give.
// Built by one thread; calls of different rows touch different memory.
final class CallTable: @unchecked Sendable {
  let shape: CallShape
  let inputs: FunctionInputs
  /// Memory for arrays and texts that arguments point to.
  private let memory: any ArgumentMemory
  /// Memory for the arguments themselves and for results, 8 bytes a call.
  private let cells = HeapMemory()
  let results: UnsafeMutableRawPointer
  private var addresses: ArgumentAddresses
  /// Room for what the function writes, by parameter.
  private(set) var outputs: [Int: UnsafeMutableRawPointer] = [:]
  /// Samples that lack one of the arguments.
  var isSkipped: [Bool]
  private(set) var texts: [String?] = []

  /// Lays out the arguments of one call a sample. Throws `LeapError` when a value does not fit its C type.
  init(_ shape: CallShape, _ inputs: FunctionInputs, memory: any ArgumentMemory = HeapMemory()) throws {
    self.shape = shape
    self.inputs = inputs
    self.memory = memory
    addresses = ArgumentAddresses(calls: inputs.count, cells: cells)
    isSkipped = Array(repeating: false, count: inputs.count)
    results = cells.hold(8 * inputs.count, writable: true) { [count = inputs.count] in
      $0.initializeMemory(as: UInt8.self, repeating: 0, count: 8 * count)
    }
    if shape.signature.result == .str { texts = Array(repeating: nil, count: inputs.count) }
    for (i, (argument, parameter)) in zip(shape.arguments, shape.signature.parameters).enumerated() {
      switch argument {
      case .constant(let constant): try add(constant, parameter, at: i)
      case .count(let word): try add(.integer(Int64(inputs.arrays[word]?.values.rowSize ?? 0)), parameter, at: i)
      case .word(let word): try add(word, parameter)
      }
    }
  }

  /// Makes the calls of some rows. Rows may be divided among threads, except where results are texts.
  func call(_ interface: CallInterface, rows: Range<Int>) {
    addresses.visit(rows, skipping: isSkipped) { row, arguments in
      interface.call(result: results + 8 * row, arguments: arguments)
      if !texts.isEmpty { keepText(row) }
    }
  }

  /// The next call may overwrite the text.
  private func keepText(_ row: Int) {
    texts[row] = (results + 8 * row).load(as: UnsafePointer<CChar>?.self).map { String(cString: $0) }
  }

  private func add(_ constant: FunctionConstant, _ parameter: FunctionSignature.Parameter, at i: Int) throws {
    let type = parameter.type
    switch constant {
    case .integer(let number): addresses.add(8, stride: 0) { type.store(number, at: $0) }
    case .float(let number): addresses.add(8, stride: 0) { type.store(number, at: $0) }
    case .bool(let flag): addresses.add(8, stride: 0) { type.store(Int64(flag ? 1 : 0), at: $0) }
    case .null: addresses.addPointer(nil)
    case .text(let text): try addText(text)
    case .numbers(let numbers):
      addresses.addPointer(
        try memory.hold(numbers.count * type.size, writable: false) {
          for (i, number) in numbers.enumerated() { type.store(number, at: $0 + i * type.size) }
        })
    case .output:
      let (count, size) = (inputs.count, type.size)
      let room = try memory.hold(count * size, writable: true) {
        $0.initializeMemory(as: UInt8.self, repeating: 0, count: count * size)
      }
      outputs[i] = room
      addresses.addPointers { room + $0 * size }
    }
  }

  private func addText(_ text: String) throws {
    let bytes = Array(text.utf8) + [0]
    addresses.addPointer(try memory.hold(bytes.count, writable: false) { $0.copyMemory(from: bytes, byteCount: bytes.count) })
  }

  private func add(_ word: FunctionWord, _ parameter: FunctionSignature.Parameter) throws {
    switch word.kind {
    case .text: try addText(inputs.subset)
    case .array: try addArrays(word, parameter)
    case .integer:
      let numbers = word == .index ? inputs.indices : inputs.integers[word] ?? []
      try addNumbers(word, numbers, parameter.type) {
        parameter.type.holds($0) ? nil : "\($0)"
      } store: {
        parameter.type.store($0, at: $1)
      }
    case .float:
      try addNumbers(word, inputs.floats[word] ?? [], parameter.type) { _ in
        nil
      } store: {
        parameter.type.store($0, at: $1)
      }
    }
  }

  private func addNumbers<Number>(
    _ word: FunctionWord, _ numbers: [Number?], _ type: CType, misfit: (Number) -> String?,
    store: (Number, UnsafeMutableRawPointer) -> Void
  ) throws {
    precondition(numbers.count == inputs.count, "\(numbers.count) values of \(word) for \(inputs.count) samples")
    for (row, number) in numbers.enumerated() {
      guard let number else {
        isSkipped[row] = true
        continue
      }
      if let shown = misfit(number) {
        throw self.misfit(
          "\(word.rawValue) \(shown) of \(inputs.sample(row)) does not fit \(type.rawValue)", "use a wider type, e.g. i64")
      }
    }
    addresses.add(numbers.count * type.size, stride: type.size) {
      for (row, number) in numbers.enumerated() { if let number { store(number, $0 + row * type.size) } }
    }
  }

  /// Adds the rows of an array; float32 values are passed in place, without a copy.
  private func addArrays(_ word: FunctionWord, _ parameter: FunctionSignature.Parameter) throws {
    guard let arrays = inputs.arrays[word] else { preconditionFailure("no \(word) for function \(shape.name)") }
    let (width, count) = (arrays.values.rowSize, arrays.values.count)
    precondition(arrays.values.dtype == .float32, "\(word) of \(arrays.values.dtype)")
    let type = parameter.passing == .array ? parameter.type : .f32
    var start: UnsafeMutableRawPointer = arrays.values.raw.pointee.data
    if type == .f64 {
      let floats = start.assumingMemoryBound(to: Float.self)
      start = try memory.hold(8 * count, writable: false) {
        let doubles = $0.bindMemory(to: Double.self, capacity: count)
        for i in 0..<count { doubles[i] = Double(floats[i]) }
      }
    }
    for (row, place) in (arrays.rows ?? []).enumerated() where place == nil { isSkipped[row] = true }
    addresses.addPointers { row in (arrays.rows.map { $0[row] } ?? row).map { start + $0 * width * type.size } }
  }
}
