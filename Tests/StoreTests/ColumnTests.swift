import Core
import Store
import Testing

@Suite struct ColumnTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  func info(_ name: String, _ kind: ColumnValues.Kind) -> ColumnInfo {
    ColumnInfo(name: name, kind: kind, direction: .down, summary: "what \(name) is", source: "leap")
  }

  /// All kinds, with and without missing values, over and under a block, and empty.
  @Test(arguments: [0, 1, 7, 8, 9, 1023, 1024, 1025, 3001])
  func whatIsWrittenComesBack(_ count: Int) throws {
    let (store, run) = try scratch.run()
    func some<Value>(_ make: (Int) -> Value) -> [Value?] { (0..<count).map { $0 % 3 == 1 ? nil : make($0) } }
    let columns: [(info: ColumnInfo, values: ColumnValues)] = [
      (info("d", .float64), .float64(some { Double($0) / 7 })), (info("i", .int64), .int64(some { Int64($0) - (1 << 60) })),
      (info("b", .bool), .bool(some { $0 % 2 == 0 })),
      (info("s", .string), .string(some { String(repeating: "é", count: $0 % 5) })),
      (info("all d", .float64), .float64((0..<count).map { $0 == 0 ? -.infinity : Double($0) })),
      (info("all s", .string), .string((0..<count).map { "\($0)" })),
      (info("none", .string), .string([String?](repeating: nil, count: count))),
    ]
    try store.write(columns, step: .columns(library: "x", component: "y"), of: run)
    #expect(try store.columns(of: run) == columns.map(\.info))
    for column in columns { #expect(try store.column(column.info.name, of: run)?.values == column.values) }
    for row in [0, 1, 5, 1023, 1024, count - 1] where (0..<count).contains(row) {
      let values = try store.columnValues(row: row, of: run)
      #expect(values.map(\.value) == columns.map { $0.values[row] })
      #expect(values.map(\.info) == columns.map(\.info))
    }
    #expect(try store.columnValues(row: count, of: run).isEmpty)
    #expect(try store.columnValues(row: -1, of: run).isEmpty)
    #expect(try store.column("other", of: run) == nil)
  }

  @Test func nanIsAValueAndNotMissing() throws {
    let (store, run) = try scratch.run()
    try store.write([(info("x", .float64), .float64([.nan, nil]))], step: .columns(library: "x", component: "y"), of: run)
    guard case .float64(let values)? = try store.column("x", of: run)?.values else {
      Issue.record("no column")
      return
    }
    #expect(values[0]?.isNaN == true && values[1] == nil)
  }

  @Test func sameNameReplacesInPlace() throws {
    let (store, run) = try scratch.run()
    try store.write(
      [(info("a", .int64), .int64([1, 2])), (info("b", .int64), .int64([3, 4]))], step: .columns(library: "x", component: "one"),
      of: run)
    try store.write([(info("a", .string), .string(["x"]))], step: .columns(library: "x", component: "two"), of: run)
    #expect(try store.columns(of: run).map(\.name) == ["a", "b"])
    #expect(try store.column("a", of: run)?.values == .string(["x"]))
    #expect(try store.columnValues(row: 1, of: run).map(\.info.name) == ["b"])
    try store.clear(step: .columns(library: "x", component: "one"), of: run)
    #expect(try store.columns(of: run).map(\.name) == ["a"])
  }

  @Test func columnsBelongToTheirRun() throws {
    let (store, run) = try scratch.run()
    let other = try store.createRun(project: "mnist", fingerprint: "f2")
    try store.write([(info("a", .int64), .int64([1]))], step: .columns(library: "x", component: "one"), of: run)
    #expect(try store.columns(of: other).isEmpty)
    #expect(try store.column("a", of: other) == nil)
  }
}
