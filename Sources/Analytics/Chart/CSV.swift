import Core
import Glibc

/// Comma-separated values as RFC 4180 has them.
public enum CSV {
  /// - Parameter rows: the header first
  public static func text(_ rows: [[String]]) -> String {
    rows.map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func field(_ text: String) -> String {
    let needsQuotes = text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\r" || $0 == "\n" }
    return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }
}

/// A number as people read it: rounded to so many digits, without zeros at its end.
func shortNumber(_ value: Double, digits: Int) -> String {
  guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
  // Powers of ten up to 22 are exact, so that dividing by one gives the nearest double, which prints as it reads.
  let places = digits - 1 - Int(floor(log10(abs(value))))
  guard abs(places) <= 22 else { return "\(value)" }
  let power = pow(10, Double(abs(places)))
  let rounded = places >= 0 ? (value * power).rounded() / power : (value / power).rounded() * power
  return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
}
