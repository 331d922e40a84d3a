import Core
import PluginHost
import Pipeline

/// Heat maps as arrays, with what the command line says of them in the header.
enum HeatMapMessage {
  /// Targets between commas, each as on the command line.
  static func targets(_ text: String) throws -> [TargetChoice] {
    let parts = text.split(separator: ",").map(String.init)
    guard (1...16).contains(parts.count) else {
      throw Query.error("targets '\(text.prefix(64))' are none, or too many", "write targets=all")
    }
    do { return try parts.map { try TargetChoice(parsing: $0) } } catch let error as LeapError {
      throw APIError(.badRequest, doing: error.doing, error.problem, remedy: error.remedy)
    }
  }

  /// Arrays `maps` and, where they were enlarged, `raw` `[targets, h, w]`, and `image` `[c, h, w]`.
  /// - Parameter drawn: maps of one sample.
  static func message(_ drawn: HeatMaps) throws -> ArrayMessage {
    func part(_ name: String, _ values: Tensor) -> ArrayMessage.Part {
      .init(name, .float32(values.floats), shape: Array(values.shape.dropFirst()))
    }
    let raw = drawn.raw.map { [part("raw", $0)] } ?? []
    return ArrayMessage(
      parts: [part("maps", drawn.maps)] + raw + [part("image", drawn.inputs)], header: try header(SampleMapsAnswer(drawn)))
  }

  /// Arrays `maps` `[2, h, w]` and `images` `[2, c, h, w]`.
  /// - Parameter samples: names of the two.
  static func message(_ pair: PairMaps, of samples: [String]) throws -> ArrayMessage {
    let both = [pair.first, pair.second]
    return ArrayMessage(
      parts: [
        .init("maps", .float32(both.flatMap { $0.maps.floats }), shape: [2] + pair.first.maps.shape.suffix(2)),
        .init("images", .float32(both.flatMap { $0.inputs.floats }), shape: [2] + pair.first.inputs.shape.dropFirst()),
      ],
      header: try header(PairAnswer(pair, of: samples, contributions: 20)))
  }

  private static func header(_ answer: some Encodable) throws -> [String: JSONValue] {
    guard case .object(let members) = try JSONValue.of(answer) else { preconditionFailure("an answer is an object") }
    return members
  }
}
