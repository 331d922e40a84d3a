import Core
import Foundation
import Store
import Testing

/// One clear line, and older data as it was.
@Suite struct FailureTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  @Test func fullDiskKeepsWhatWasThere() throws {
    let (store, run) = try scratch.run()
    let info = ColumnInfo(name: "loss", kind: .float64, source: "leap")
    try store.write([(info, .float64([1, 2]))], step: .evaluate, of: run)
    try store.fillDisk(after: 20)
    let error = #expect(throws: LeapError.self) {
      try store.write([(info, .float64([Double?](repeating: 0.5, count: 100_000)))], step: .evaluate, of: run)
    }
    #expect(error?.kind == .system)
    #expect(error?.problem == "the disk is full")
    #expect(error?.description.contains("\n") == false)
    #expect(try store.column("loss", of: run)?.values == .float64([1, 2]))
    #expect(try scratch.store().column("loss", of: run)?.values == .float64([1, 2]))
  }

  @Test func arrayLargerThanAnyDiskIsRefusedAtOnce() throws {
    let path = scratch.path + "/a.npy"
    try ArrayFile.write([Float(7)], shape: [1], to: path)
    let error = #expect(throws: LeapError.self) {
      try ArrayFile.create(path, dtype: .float32, shape: [1 << 28, 1 << 28])
    }
    #expect(error?.kind == .system && error?.place == path && error?.remedy != nil)
    #expect(try ArrayFile.readFloats(path).values == [7])
    #expect(try scratch.names() == ["a.npy"])
  }

  @Test func fileInPlaceOfADirectory() throws {
    try writeBytes([], scratch.leap)
    let error = #expect(throws: LeapError.self) { try scratch.store() }
    #expect(error?.problem.contains("not a directory") == true)
  }

  @Test func directoryWithoutPermission() throws {
    let error = #expect(throws: LeapError.self) { try RunStore(directory: "/proc/leap") }
    #expect(error?.kind == .system && error?.remedy != nil || error?.problem.contains("no such") == true)
  }

  @Test func noDatabase() throws {
    try FileManager.default.createDirectory(atPath: scratch.leap, withIntermediateDirectories: true)
    try writeBytes(Array(String(repeating: "no database ", count: 100).utf8), scratch.leap + "/leap.sqlite")
    for open in [{ try RunStore(directory: $0) }, { try RunStore(readingOnly: $0) }] as [(String) throws -> RunStore] {
      let error = #expect(throws: LeapError.self) { try open(scratch.leap) }
      #expect(error?.kind == .data && error?.problem.contains("damaged") == true)
    }
  }

  @Test func alteredValuesAreErrors() throws {
    let (store, run) = try scratch.run()
    try store.write(
      [(ColumnInfo(name: "x", kind: .int64, source: "leap"), .int64([1, 2, 3]))], step: .columns(library: "x", component: "y"),
      of: run)
    for sql in [
      "UPDATE value_block SET bytes = x'00'", "UPDATE value_block SET bytes = x''", "UPDATE value_column SET row_count = 5000",
      "UPDATE value_column SET kind = 'string'", "UPDATE value_column SET kind = 'complex'", "DELETE FROM value_block",
    ] {
      try store.execute(sql)
      let error = #expect(throws: LeapError.self) { try store.column("x", of: run) }
      #expect(error?.kind == .data, "\(sql)")
      #expect(throws: LeapError.self) { try store.columnValues(row: 0, of: run) }
    }
    try store.execute("UPDATE run SET finished = 'never' WHERE 0")
    try store.setFact("n", to: .int64(3), step: .train, of: run)
    try store.execute("UPDATE fact SET value = 'three'")
    #expect(throws: LeapError.self) { try store.facts(of: run) }
  }
}
