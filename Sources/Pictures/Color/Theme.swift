/// The colors of a page, shared by every picture.
public enum Theme {
  public static let page = Color(0x0D1117)
  public static let panel = Color(0x141A23)
  /// Frames and grid lines.
  public static let line = Color(0x252D3A)
  public static let ink = Color(0xE6EBF2)
  /// Text of second rank.
  public static let muted = Color(0x9AA7B8)
  public static let accent = Color(0x75A8FC)
  public static let good = Color(0x9AF6CF)
  public static let bad = Color(0xF48D8D)
}
