import Core

extension FunctionEntry {
  /// docs/functions.md says more of each.
  static let table = KeyTable(
    "functions",
    [
      Key("name", .pattern("[a-z][a-z0-9_]{0,63}"), required: true, "Name of the column"),
      Key("library", .text, required: true, "A path, counted from leap.yaml, or the name of a library of the system"),
      Key("symbol", .text, "Name of the exported function; default: the name"),
      Key("signature", .text, required: true, "Its type, such as `f64(pixels: f32[], count: usize)`"),
      Key("arguments", .list(.anything), "A word or a constant for each parameter; default: the names in the signature"),
      Key("returns", .words(of: FunctionOutput.Returns.self), "Whether the result is a value, or 0 when all went well"),
      Key(
        "check", .either([.list(.map(FunctionExample.table)), .map(FunctionExample.table)]), required: true,
        "Calls whose outcome is known; they are tried first, in a process of its own"),
      Key("optional", .flag, default: .bool(false), "When the column cannot be had, a warning instead of an error"),
      Key("parallel", .flag, default: .bool(false), "Several threads may call it at once"),
      Key("time_limit", .number(.above(0, upTo: 3600)), default: .int(10), "Seconds for all examples together"),
      Key("direction", .words(of: ColumnInfo.Direction.self), default: .string("none"), "Which way is better"),
      Key("summary", .text, "One line for people"),
      Key("sha256", .pattern(PluginEntry.hexDigest), "SHA-256 that the library's file must have"),
      Key("range", .pair, "Values outside are a finding of leap-host test"),
      Expectations.budgetKey,
    ])
}
