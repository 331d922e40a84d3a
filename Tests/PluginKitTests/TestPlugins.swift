import PluginKit

/// A name of 80 characters of three bytes each: too long for the 64 bytes of a port's name.
let longName = String(repeating: "字", count: 80)

struct StrangeError: Error, CustomStringConvertible { let description = "something strange" }

/// A data set of ten numbers that fails in every way on request.
final class Numbers: DatasetPlugin {
  private static let failure = Option("failure", optional: .text(), "the way in which it fails")
  static let manifest = Manifest(id: "numbers", title: "Numbers", summary: "Ten numbers", options: OptionTable(failure))
  let input = Port(longName, shape: [1])
  let subsets = [Subset("training", .training, count: 10)]
  let classNames = ["even", "odd"]
  private let failure: String?

  init(options: OptionValues, call: Call) throws {
    failure = options[Self.failure]
    if failure == "create" { throw PluginError(.argument, "refused to be created") }
  }

  func fingerprint(call: Call) throws -> String {
    switch failure {
    case "strange": throw StrangeError()
    case "cancel":
      try call.progress(1, of: 2)
      return "went on"
    case let code?: throw PluginError(PluginError.Code(rawValue: Int32(code)!), "failed as told with Grüßen")
    case nil: return "ten"
    }
  }

  func read(
    subset: Int, rows: UnsafeBufferPointer<Int64>, inputs: MutableTensorView<Float>?, labels: MutableTensorView<Int64>?,
    call: Call
  ) throws {}
}

/// Metadata with missing values.
final class Halves: MetadataPlugin {
  static let manifest = Manifest(id: "halves", title: "Halves", summary: "Half of even positions")
  let columns = [Column("half", .int64, "half of an even position"), Column("word", .string, longName)]
  init(options: OptionValues, call: Call) {}
  func extract(_ batch: Batch, into table: Table, call: Call) throws {
    try table.fill(0, batch.indices.map { $0 % 2 == 0 ? Int($0 / 2) : nil })
    try table.fill(1, batch.indices.map { $0 == 0 ? nil : $0 == 1 ? "" : "\($0)字" })
  }
}

let testLibrary = Library(
  id: "org.example.test", name: "Test", version: "1.0.0", license: "Apache-2.0", components: [Numbers.self, Halves.self])
