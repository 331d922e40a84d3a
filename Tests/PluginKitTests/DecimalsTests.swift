import PluginKit
import Testing

@Suite struct DecimalsTests {
  @Test(arguments: [
    (0.5, 0, "1"), (1.2345, 2, "1.23"), (1.235, 4, "1.2350"), (-0.04, 1, "0.0"), (-0.06, 1, "-0.1"), (0, 4, "0.0000"),
    (9.99995, 4, "10.0000"), (12, 1, "12.0"), (0.0625, 3, "0.063"), (1e300, 2, "1e+300"), (.infinity, 1, "inf"), (.nan, 1, "nan"),
  ])
  func fixedPlaces(_ value: Double, _ places: Int, _ text: String) { #expect(Decimals.fixed(value, places) == text) }

  @Test(arguments: [
    (0.01234, "0.0123"), (0.1234, "0.123"), (1.234, "1.23"), (45.64, "45.6"), (789.4, "789"), (3, "3"), (0, "0"), (-2.5, "-2.50"),
    (0.00001, "1e-05"), (.nan, "nan"), (1e20, "1e+20"),
  ])
  func significantDigits(_ value: Double, _ text: String) { #expect(Decimals.short(value) == text) }

  @Test(arguments: [
    (0, "0.0%"), (1, "100.0%"), (0.1234, "12.3%"), (0.01234, "1.2%"), (0.001234, "0.12%"), (0.0001234, "0.012%"),
  ])
  func shares(_ share: Double, _ text: String) { #expect(Decimals.percent(share) == text) }
}
