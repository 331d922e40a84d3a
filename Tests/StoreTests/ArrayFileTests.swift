import Core
import Foundation
import Store
import Testing

@Suite struct ArrayFileTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }
  var path: String { scratch.path + "/a.npy" }

  @Test func floatsComeBackWholeAndInRows() throws {
    let values = (0..<24).map { Float($0) / 3 }
    try ArrayFile.write(values, shape: [4, 2, 3], to: path)
    let header = try ArrayFile.header(path)
    #expect(header.dtype == .float32 && header.shape == [4, 2, 3] && header.dataOffset % 64 == 0)
    let read = try ArrayFile.readFloats(path)
    #expect(read.shape == [4, 2, 3] && read.values == values)
    #expect(try ArrayFile.floats(path, rows: 1..<3) == Array(values[6..<18]))
    #expect(try ArrayFile.floats(path, rows: 4..<4) == [])
    #expect(throws: LeapError.self) { try ArrayFile.floats(path, rows: 3..<5) }
    #expect(throws: LeapError.self) { try ArrayFile.floats(path, rows: -1..<1) }
    #expect(throws: LeapError.self) { try ArrayFile.readInt64s(path) }
  }

  @Test func everyNumberTypeIsRead() throws {
    try ArrayFile.write([Double(0.5), -2], shape: [2], to: path)
    #expect(try ArrayFile.readFloats(path).values == [0.5, -2])
    try ArrayFile.write([Int64(-1), 1 << 40], shape: [2], to: path)
    #expect(try ArrayFile.readInt64s(path).values == [-1, 1 << 40])
    #expect(try ArrayFile.int64s(path, rows: 1..<2) == [1 << 40])
    #expect(try ArrayFile.readFloats(path).values == [-1, Float(1 << 40)])
    try ArrayFile.write([Int32(-7)], shape: [1, 1], to: path)
    #expect(try ArrayFile.readInt64s(path).values == [-7])
    try ArrayFile.write([UInt8(0), 255], shape: [2], to: path)
    #expect(try ArrayFile.readInt64s(path).values == [0, 255])
    try ArrayFile.write([Float(3)], shape: [], to: path)
    #expect(try ArrayFile.readFloats(path) == ([], [3]))
    try ArrayFile.write([Float](), shape: [0, 5], to: path)
    #expect(try ArrayFile.readFloats(path) == ([0, 5], []))
  }

  @Test func reservedArrayAppearsWhenFinished() throws {
    try ArrayFile.write([Float(1)], shape: [1], to: path)
    let array = try ArrayFile.create(path, dtype: .float32, shape: [1000, 7])
    #expect(array.path != path && array.shape == [1000, 7])
    #expect(try readBytes(array.path).count == array.dataOffset + 28_000)
    // What whoever maps it would do.
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: array.path))
    try file.seek(toOffset: UInt64(array.dataOffset + 28_000 - 4))
    try file.write(contentsOf: [0, 0, 0x80, 0x3F])
    try file.close()
    #expect(try ArrayFile.readFloats(path).values == [1])
    try array.finish()
    #expect(try ArrayFile.readFloats(path).shape == [1000, 7])
    #expect(try ArrayFile.floats(path, rows: 998..<1000) == [Float](repeating: 0, count: 13) + [1])
    #expect(try scratch.names() == ["a.npy"])
    try ArrayFile.create(path, dtype: .uint8, shape: [9]).discard()
    #expect(try scratch.names() == ["a.npy"])
  }

  @Test(.enabled(if: hasNumPy)) func numPyReadsThem() throws {
    try ArrayFile.write((0..<6).map { Float($0) }, shape: [2, 3], to: path + "0")
    try ArrayFile.write([Int64(-5)], shape: [1], to: path + "1")
    try ArrayFile.write([Double(2)], shape: [], to: path + "2")
    for (i, dtype) in DType.allCases.enumerated() {
      try ArrayFile.create(path + "\(3 + i)", dtype: dtype, shape: [3, 0, 2]).finish()
    }
    let lines = try python("for i in range(9): a = np.load(p + str(i)); print(a.dtype, a.shape, a.tolist())").split(
      separator: "\n")
    #expect(lines.prefix(3) == ["float32 (2, 3) [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]", "int64 (1,) [-5]", "float64 () 2.0"])
    #expect(lines.dropFirst(3) == DType.allCases.map { "\($0.rawValue) (3, 0, 2) [[], [], []]" }[...])
  }

  @Test(.enabled(if: hasNumPy)) func numPyIsRead() throws {
    let names = [DType.float32: "f4", .float64: "f8", .int64: "i8", .int32: "i4", .uint8: "u1", .bool: "?"]
    let refused = [
      "np.array([[1, 2], [3, 4]], order='F', dtype='f4')": "Fortran", "np.array([1], '>f4')": ">f4", "np.array(['x'])": "<U1",
      "np.array([(1, 2)], dtype=[('a', 'i4'), ('b', 'f4')])": "header",
    ]
    let good = names.map { "np.save(p + '\($0.value).npy', np.array([[0, 1], [1, 0]], '\($0.value)'))" }
    let bad = refused.map { "np.save(p + '\($0.value).npy', \($0.key))" }
    _ = try python((good + bad).joined(separator: "; "))
    for (dtype, name) in names {
      #expect(try ArrayFile.header(path + name + ".npy").dtype == dtype)
      #expect(try ArrayFile.readFloats(path + name + ".npy") == ([2, 2], [0, 1, 1, 0]))
    }
    for word in refused.values {
      let error = #expect(throws: LeapError.self) { try ArrayFile.header(path + word + ".npy") }
      #expect(error?.problem.contains(word) == true && error?.remedy != nil)
    }
  }

  private func python(_ code: String) throws -> String {
    try runPython(["-c", "import sys, numpy as np; p = sys.argv[1]\n" + code, path])
  }
}

private let hasNumPy = (try? runPython(["-c", "import numpy; print('yes')"])) == "yes"

private func runPython(_ arguments: [String]) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["python3"] + arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = FileHandle.nullDevice
  try process.run()
  let output = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
}
