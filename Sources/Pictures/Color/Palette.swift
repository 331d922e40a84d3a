/// Colors for classes and series.
public enum Palette {
  /// Ten that color-blind readers can tell apart on a dark page: found by search over the smallest CIEDE2000 difference of any
  /// pair in normal, protan, deutan and tritan sight (Machado et al. 2009), 20.4, 12.6, 12.9 and 14.2.
  public static let ten: [Color] = [
    0xF48D8D, 0x75A8FC, 0xF7BDEA, 0xE73B8E, 0x8A68D9, 0x9AF6CF, 0x358B8D, 0xFAEC33, 0xA6785C, 0x83AA11,
  ].map { Color($0) }

  /// The color of a class or series. After the ten come lighter ones, then darker ones; after thirty they repeat, and labels tell
  /// the rest.
  public static func color(_ index: Int) -> Color {
    let base = ten[(index % ten.count + ten.count) % ten.count]
    switch max(index, 0) / ten.count % 3 {
    case 0: return base
    case 1: return base.mixed(with: .white, 0.5)
    default: return base.mixed(with: Theme.page, 0.35)
    }
  }
}
