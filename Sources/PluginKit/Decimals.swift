/// Numbers as people read them, without Foundation.
public enum Decimals {
  /// A number with so many decimal places, rounded to the nearest, ties away from zero: `fixed(1.2345, 2)` is "1.23". What is too
  /// large for that, 2^53 units of the last place or more, is written in full, as are NaN and infinity.
  /// - Precondition: `places` is 0 to 15.
  public static func fixed(_ value: Double, _ places: Int) -> String {
    precondition((0...15).contains(places), "\(places) decimal places")
    let unit = (0..<places).reduce(1) { unit, _ in unit * 10 }
    let size = (abs(value) * Double(unit)).rounded()
    guard size < 9_007_199_254_740_992 else { return "\(value)" }
    let whole = Int(size)
    let sign = value < 0 && whole > 0 ? "-" : ""
    guard places > 0 else { return "\(sign)\(whole)" }
    let digits = String(whole % unit)
    return "\(sign)\(whole / unit)." + String(repeating: "0", count: places - digits.count) + digits
  }

  /// Three significant digits or so: "0.0123", "1.23", "45.6", "789". Whole numbers below a million have no point.
  public static func short(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    let size = abs(value)
    if size >= 100 || (size == size.rounded() && size < 1e6) { return size < 1e15 ? "\(Int(value.rounded()))" : "\(value)" }
    if size > 0, size < 0.0001 { return "\(Float(value))" }
    return fixed(value, size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4)
  }

  /// A share as a percentage: "12.3%", with more places where it is small: "0.012%".
  public static func percent(_ share: Double) -> String {
    let size = share * 100
    return fixed(size, size == 0 || size >= 1 ? 1 : size >= 0.1 ? 2 : 3) + "%"
  }
}
