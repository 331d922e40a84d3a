import PluginKit
import Testing

/// A table gives a schema, reads what fits it with the types that were declared, and refuses the rest by name.
@Suite struct OptionTableTests {
  private enum Metric: String, CaseIterable { case l2, cosine }
  private enum Shape: Equatable { case circle(radius: Double), square(side: Int, isRound: Bool) }

  private static let count = Option("count", .int(1...10), default: 3, "a number of things")
  private static let least = Option("least", .int(0...), default: 0, "no upper end")
  private static let rate = Option("rate", .number(0..<1), default: 0.5, "below one")
  private static let size = Option("size", optional: .number(above: 0, through: 2), "may be left out")
  private static let metric = Option("metric", .choice(Metric.self), default: .cosine, "a word")
  private static let isOn = Option("on", .bool, default: true, "a flag")
  private static let names = Option("names", optional: .list(of: .text(atLeast: 1), least: 1, most: 2), "a list of texts")
  private static let folder = Option("folder", required: .path, "a path")

  private static let radius = Option("radius", required: .number(0...), "of a circle")
  private static let side = Option("side", .int(1...5), default: 2, "of a square")
  private static let shapes = Option(
    "shapes",
    .list(
      of: OptionForm<Shape>.oneOf(
        "kind", OptionVariant("circle", options: OptionTable(radius)) { .circle(radius: $1[radius]) },
        OptionVariant("square", "round-square", options: OptionTable(side)) { .square(side: $1[side], isRound: $0 != "square") })),
    default: [["kind": "round-square"]], "maps by a word")
  private static let inner = Option(
    "inner", .object(OptionTable(count, isOn)) { $0[count] * ($0[isOn] ? 1 : -1) }, default: [:], "")

  private static let table = OptionTable(count, least, rate, size, metric, isOn, names, folder, shapes, inner)

  @Test func whatIsLeftOutHasItsDefault() throws {
    let values = try Self.table.read(["folder": "/f"])
    #expect(values[Self.count] == 3 && values[Self.least] == 0 && values[Self.rate] == 0.5 && values[Self.size] == nil)
    #expect(values[Self.metric] == .cosine && values[Self.isOn] && values[Self.names] == nil && values[Self.folder] == "/f")
    #expect(values[Self.shapes] == [.square(side: 2, isRound: true)] && values[Self.inner] == 3)
  }

  @Test func whatIsThereIsRead() throws {
    let values = try Self.table.read([
      "count": 10, "least": 9_007_199_254_740_991, "rate": 0, "size": 2, "metric": "l2", "on": false, "names": ["a", "b"],
      "folder": "x", "shapes": [["kind": "circle", "radius": 1.5], ["kind": "square", "side": 5]], "inner": ["on": false],
    ])
    #expect(values[Self.count] == 10 && values[Self.least] == 9_007_199_254_740_991 && values[Self.rate] == 0)
    #expect(values[Self.size] == 2 && values[Self.metric] == .l2 && !values[Self.isOn] && values[Self.names] == ["a", "b"])
    #expect(values[Self.shapes] == [.circle(radius: 1.5), .square(side: 5, isRound: false)] && values[Self.inner] == -3)
  }

  @Test(
    arguments: [
      (["count": 0], "option 'count' is 0, and must be a whole number from 1 to 10"),
      (["count": 11], "option 'count' is 11, "), (["count": 1.5], "option 'count' is 1.5, "), (["count": "3"], #"is "3", "#),
      (["least": -1], "option 'least' is -1, and must be a whole number from 0"),
      (["rate": 1], "option 'rate' is 1, and must be a number from 0, below 1"), (["rate": -0.1], "'rate' is -0.1"),
      (["size": 0], "option 'size' is 0, and must be a number above 0 to 2"), (["size": 2.5], "'size' is 2.5"),
      (["metric": "l1"], #"option 'metric' is "l1", and must be one of l2, cosine"#),
      (["on": 1], "'on' is 1, and must be true or false"),
      (["names": []], "option 'names' is [], and must be a list of 1 to 2 entries"), (["names": ["a", "b", "c"]], "'names' is"),
      (["names": ["a", ""]], "option 'names[1]' is \"\", and must be a text that is not empty"),
      (["folder": .null], "option 'folder' is null, and must be a text"),
      (
        ["counts": 1],
        "there is no option 'counts'; choose from count, least, rate, size, metric, on, names, folder, shapes, inner"
      ),
      (["shapes": [["kind": "oval"]]], #"option 'shapes[0].kind' is "oval", and must be one of circle, square, round-square"#),
      (["shapes": [["radius": 1]]], "'shapes[0]' is {\"radius\":1}, and must be a map whose 'kind' is one of circle,"),
      (["shapes": [["kind": "circle"]]], "option 'shapes[0].radius' is missing, and must be a number from 0"),
      (["shapes": [["kind": "circle", "side": 1]]], "there is no option 'shapes[0].side'; choose from kind, radius"),
      (["inner": ["count": 99]], "option 'inner.count' is 99, "), (["inner": 3], "option 'inner' is 3, "),
    ] as [([String: JSON], String)])
  func whatDoesNotFitIsNamed(_ options: [String: JSON], _ message: String) {
    let all = ["folder": "/f"].merging(options) { $1 }
    let error = #expect(throws: PluginError.self) { try Self.table.read(.object(all)) }
    #expect(error?.code == .argument)
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test func whatIsRequiredMustBeThere() {
    let error = #expect(throws: PluginError.self) { try Self.table.read([:]) }
    #expect(error?.message == "option 'folder' is missing, and must be a text that is not empty")
    #expect(throws: PluginError.self) { try Self.table.read(3) }
  }

  @Test func aRequestAddsToOptions() throws {
    let values = try Self.table.read(["folder": "/f", "count": 4, "rate": 0.25])
    let more = try values.adding(["count": 5])
    #expect(more[Self.count] == 5 && more[Self.rate] == 0.25 && more[Self.folder] == "/f" && values[Self.count] == 4)
    #expect(throws: PluginError.self) { try values.adding(["count": 11]) }
    #expect(throws: PluginError.self) { try values.adding(["number": 1]) }
    #expect(throws: PluginError.self) { try values.adding([1]) }
  }

  @Test func theSchemaSaysAllOfIt() throws {
    let schema = Self.table.schema
    let properties = try #require(schema["properties"])
    #expect(schema["type"] == "object" && schema["additionalProperties"] == false && schema["required"] == ["folder"])
    #expect(
      properties["count"]
        == ["type": "integer", "minimum": 1, "maximum": 10, "default": 3, "description": "a number of things"])
    #expect(
      properties["rate"] == ["type": "number", "minimum": 0, "exclusiveMaximum": 1, "default": 0.5, "description": "below one"])
    #expect(properties["size"] == ["type": "number", "exclusiveMinimum": 0, "maximum": 2, "description": "may be left out"])
    #expect(
      properties["metric"] == ["type": "string", "enum": ["l2", "cosine"], "default": "cosine", "description": "a word"])
    #expect(
      properties["names"] == [
        "type": "array", "minItems": 1, "maxItems": 2, "items": ["type": "string", "minLength": 1],
        "description": "a list of texts",
      ])
    #expect(properties["folder"] == ["type": "string", "format": "path", "minLength": 1, "description": "a path"])
    let form = try #require(properties["shapes"]?["items"]?["oneOf"]?.array?.first)
    #expect(form["required"] == ["kind", "radius"] && form["properties"]?["kind"] == ["type": "string", "enum": ["circle"]])
    #expect(properties["inner"]?["properties"]?["on"]?["default"] == true)
  }

  @Test func aComponentWithoutOptionsRefusesAny() {
    let error = #expect(throws: PluginError.self) { try OptionTable().read(["a": 1]) }
    #expect(error?.message == "there is no option 'a'; it takes no options")
  }
}
