/// Numbers as people read them.
enum Text {
  /// Three significant digits or so: 0.0123, 1.23, 45.6, 789.
  static func decimals(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    let size = abs(value)
    if size >= 100 || (size == size.rounded() && size < 1e6) { return size < 1e15 ? "\(Int(value.rounded()))" : "\(value)" }
    if size > 0, size < 0.0001 { return "\(Float(value))" }
    return fixed(value, size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4)
  }

  static func percent(_ share: Double) -> String {
    let size = share * 100
    return fixed(size, size == 0 || size == 100 || size >= 10 ? 1 : size >= 1 ? 1 : size >= 0.1 ? 2 : 3) + "%"
  }

  static func count(_ n: Int, _ thing: String) -> String { "\(n) \(thing)\(n == 1 ? "" : "s")" }

  private static func fixed(_ value: Double, _ places: Int) -> String {
    var unit = 1.0
    for _ in 0..<places { unit *= 10 }
    let whole = Int((abs(value) * unit).rounded())
    let digits = String(whole % Int(unit))
    let sign = value < 0 && whole > 0 ? "-" : ""
    return "\(sign)\(whole / Int(unit))." + String(repeating: "0", count: places - digits.count) + digits
  }
}
