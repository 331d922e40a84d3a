/// Words as people read them.
enum Text {
  /// A number of things: "1 sample", "2 samples".
  static func count(_ n: Int, _ thing: String) -> String { "\(n) \(thing)\(n == 1 ? "" : "s")" }
}
