import Foundation

/// Numbers as people read them.
enum Figures {
  /// Whole, with commas: `70,000`.
  static func count(_ value: Int) -> String {
    var digits = Array(String(abs(value)))
    for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
    return (value < 0 ? "−" : "") + String(digits)
  }

  /// A number to `digits` places that count: `0.00123`, `12.3`, `1.2e6`.
  static func short(_ value: Double, digits: Int = 3) -> String {
    if value == 0 { return "0" }
    if !value.isFinite { return value.isNaN ? "nan" : value < 0 ? "−inf" : "inf" }
    let whole = abs(value) >= 1000 && abs(value) < 1e6 && value == value.rounded()
    return whole ? count(Int(value)) : tidy(String(format: "%.\(digits)g", value))
  }

  /// A number with the decimals that the step of an axis needs.
  static func tick(_ value: Double, step: Double) -> String {
    let value = abs(value) < step / 1e6 ? 0 : value
    if value == 0 { return "0" }
    return fixed(value, step: step)
  }

  /// A number with the decimals that `step` has, 0 included.
  static func fixed(_ value: Double, step: Double) -> String {
    if abs(value) >= 1e6 || step < 1e-5 { return tidy(String(format: "%.4g", value)) }
    let decimals = max(0, min(6, Int((-log10(step) - 1e-9).rounded(.up))))
    return decimals == 0 ? count(Int(value.rounded())) : tidy(String(format: "%.\(decimals)f", value))
  }

  /// A share in percent: `0.5` → `50%`.
  static func percent(_ share: Double, decimals: Int = 1) -> String { String(format: "%.\(decimals)f%%", share * 100) }

  private static func tidy(_ text: String) -> String {
    text.replacing("-", with: "−").replacing("e+0", with: "e").replacing("e+", with: "e").replacing("e−0", with: "e−")
  }
}
