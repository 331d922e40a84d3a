import Core
import PluginHost
import Pipeline

/// Heat maps as arrays.
enum HeatMapMessage {
  /// Targets between commas, each as on the command line.
  static func targets(_ text: String) throws -> [TargetChoice] {
    let parts = text.split(separator: ",").map(String.init)
    guard (1...16).contains(parts.count) else {
      throw Query.fault("targets '\(text.prefix(64))' are none, or too many", "write targets=all")
    }
    do { return try parts.map { try TargetChoice(parsing: $0) } } catch let error as LeapError {
      throw APIError(.badRequest, doing: error.doing, error.problem, remedy: error.remedy)
    }
  }

  /// - Parameter drawn: maps of one sample, all of one method; at least one.
  static func message(_ drawn: [HeatMaps]) -> ArrayMessage {
    let image = drawn[0].inputs
    let size = Array(drawn[0].maps.shape.suffix(2))
    let maps = drawn.flatMap { $0.maps.floats }
    let names = drawn.flatMap(\.targets)
    var parts: [ArrayMessage.Part] = [
      .init("maps", .float32(maps), shape: [names.count] + size),
      .init("image", .float32(image.floats), shape: Array(image.shape.dropFirst())),
    ]
    let raw = drawn.compactMap(\.raw)
    if raw.count == drawn.count, Set(raw.map { $0.shape.suffix(2) }).count == 1 {
      let small = Array(raw[0].shape.suffix(2))
      let values = raw.flatMap(\.floats)
      parts.insert(.init("raw", .float32(values), shape: [values.count / small.reduce(1, *)] + small), at: 1)
    }
    return ArrayMessage(
      parts: parts,
      header: [
        "targets": .texts(names), "method": .string(drawn[0].method), "signed": .bool(maps.contains { $0 < 0 }),
        "figures": figures(drawn), "curves": curves(drawn), "randomization": .number(drawn[0].evidence.randomization),
      ])
  }

  static func message(_ pair: PairMaps) -> ArrayMessage {
    let both = [pair.first, pair.second]
    return ArrayMessage(
      parts: [
        .init("maps", .float32(both.flatMap { $0.maps.floats }), shape: [2] + pair.first.maps.shape.suffix(2)),
        .init("images", .float32(both.flatMap { $0.inputs.floats }), shape: [2] + pair.first.inputs.shape.dropFirst()),
      ],
      header: [
        "value": .number(pair.value), "metric": .string(pair.metric.rawValue), "method": .string(pair.first.method),
        "contributions": .list(
          pair.contributions.prefix(20).map { .object(["feature": .number($0.feature), "share": .number($0.share)]) }),
      ])
  }

  /// One figure a target; null where its maps have none.
  private static func figures(_ drawn: [HeatMaps]) -> JSONValue {
    byTarget(drawn, Set(drawn.flatMap(\.evidence.figures.keys))) { maps, name, i in
      maps.evidence.figures[name].map { .number($0[i]) } ?? .null
    }
  }

  private static func curves(_ drawn: [HeatMaps]) -> JSONValue {
    byTarget(drawn, Set(drawn.flatMap(\.evidence.curves.keys))) { maps, name, i in
      maps.evidence.curves[name].map { .numbers($0[i]) } ?? .null
    }
  }

  private static func byTarget(
    _ drawn: [HeatMaps], _ names: Set<String>, _ value: (HeatMaps, String, Int) -> JSONValue
  ) -> JSONValue {
    .object(
      Dictionary(
        uniqueKeysWithValues: names.map { name in
          (name, .list(drawn.flatMap { maps in maps.targets.indices.map { value(maps, name, $0) } }))
        }))
  }
}
