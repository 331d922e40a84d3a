import Core
import Testing

@testable import ProjectConfiguration

@Suite struct OptionsSchemaTests {
  static let layers = """
    {"type":"object","additionalProperties":false,"required":["layers"],"properties":{
      "layers":{"type":"array","minItems":1,"maxItems":4,"items":{"oneOf":[
        {"type":"object","additionalProperties":false,"required":["kind","filters"],"properties":{
          "kind":{"const":"conv2d"},"filters":{"type":"integer","minimum":1,"maximum":1024},
          "kernel":{"type":"integer","minimum":1,"default":3}}},
        {"type":"object","additionalProperties":false,"required":["kind"],"properties":{
          "kind":{"const":"dropout"},"rate":{"type":"number","minimum":0,"exclusiveMaximum":1,"default":0.5}}},
        {"type":"object","additionalProperties":false,"required":["kind"],"properties":{"kind":{"const":"relu"}}}]}},
      "path":{"type":"string","format":"path","minLength":1},
      "metric":{"type":"string","enum":["l2","cosine"],"default":"l2"},
      "limit":{"type":["integer","null"],"exclusiveMinimum":0},
      "split":{"type":"object","default":{},"additionalProperties":false,"properties":{
        "validation":{"type":"integer","default":12000}}},
      "names":{"type":"object","additionalProperties":{"type":"string"}},
      "size":{"anyOf":[{"type":"integer"},{"type":"array","minItems":2,"maxItems":2,"items":{"type":"integer"}}]}}}
    """

  private func complete(_ yaml: String, schema: String = layers) throws -> String {
    try OptionsSchema(json: schema, of: "x").complete(try node(yaml), file: "leap.yaml") { path in
      if path == "gone" { throw LeapError(.data, doing: "looking for the data 'gone'", problem: "it is not there") }
      return "/data/" + path
    }
  }

  @Test func defaultsAreFilledInAtEveryLevel() throws {
    let text = try complete("layers: [{kind: conv2d, filters: 8}, {kind: relu}, {kind: dropout}]\npath: mnist")
    #expect(
      text == #"{"layers":[{"filters":8,"kernel":3,"kind":"conv2d"},{"kind":"relu"},{"kind":"dropout","rate":0.5}],"#
        + #""metric":"l2","path":"/data/mnist","split":{"validation":12000}}"#)
  }

  @Test func equalOptionsGiveEqualText() throws {
    let a = try complete("{size: [2, 3], limit: null, layers: [{kind: relu}]}")
    #expect(try a == complete("{layers: [{kind: relu}], limit: ~, size: [2, 3.0], metric: l2, split: {}}"))
  }

  @Test(arguments: [
    (
      "{layers: [{kind: relu}, {kind: relu}, {kind: conv2d, filters: 0}]}",
      "leap.yaml:1:63: plugin 'x' option 'layers[2].filters' must be at least 1 (is 0)"
    ),
    (
      "{layers: [{kind: conv2d, filters: 2000}]}",
      "leap.yaml:1:35: plugin 'x' option 'layers[0].filters' must be at most 1024 (is 2000)"
    ),
    ("{layers: [{kind: conv2d}]}", "leap.yaml:1:11: plugin 'x' needs option 'layers[0].filters'; add filters: ..."),
    (
      "{layers: [{kind: conv2d, filter: 2}]}",
      "leap.yaml:1:26: plugin 'x' has no option 'layers[0].filter'; did you mean 'filters'?"
    ),
    (
      "{layers: [{kind: conv}]}",
      "leap.yaml:1:18: plugin 'x' option 'layers[0].kind' must be one of conv2d, dropout, relu (is 'conv')"
    ),
    (
      "{layers: [{kind: drpout}]}",
      "leap.yaml:1:18: plugin 'x' option 'layers[0].kind' must be one of conv2d, dropout, relu (is 'drpout'); did you mean 'dropout'?"
    ),
    ("{layers: [{}]}", "leap.yaml:1:11: plugin 'x' needs option 'layers[0].kind'; choose from conv2d, dropout, relu"),
    ("{layers: [relu]}", "leap.yaml:1:11: plugin 'x' option 'layers[0]' must be a map (is 'relu')"),
    ("{layers: [{kind: dropout, rate: 1}]}", "leap.yaml:1:33: plugin 'x' option 'layers[0].rate' must be below 1 (is 1)"),
    ("{layers: []}", "leap.yaml:1:10: plugin 'x' option 'layers' must have at least 1 entries (has 0)"),
    ("{layers: 3}", "leap.yaml:1:10: plugin 'x' option 'layers' must be a list (is 3)"),
    ("{metric: l2}", "leap.yaml:1:1: plugin 'x' needs option 'layers'; add layers: ..."),
    ("{layers: [{kind: relu}], path: 5}", "leap.yaml:1:32: plugin 'x' option 'path' must be a text (is 5); put it in quotes"),
    ("{layers: [{kind: relu}], path: ''}", "leap.yaml:1:32: plugin 'x' option 'path' must not be empty (is '')"),
    ("{layers: [{kind: relu}], path: gone}", "leap.yaml:1:32: looking for the data 'gone': it is not there"),
    (
      "{layers: [{kind: relu}], metric: cosin}",
      "leap.yaml:1:34: plugin 'x' option 'metric' must be one of l2, cosine (is 'cosin'); did you mean 'cosine'?"
    ),
    ("{layers: [{kind: relu}], limit: 0}", "leap.yaml:1:33: plugin 'x' option 'limit' must be above 0 (is 0)"),
    ("{layers: [{kind: relu}], limit: a}", "leap.yaml:1:33: plugin 'x' option 'limit' must be a whole number or empty (is 'a')"),
    (
      "{layers: [{kind: relu}], names: {a: 1}}",
      "leap.yaml:1:37: plugin 'x' option 'names.a' must be a text (is 1); put it in quotes"
    ),
    ("{layers: [{kind: relu}], size: x}", "leap.yaml:1:32: plugin 'x' option 'size' must be a whole number or a list (is 'x')"),
    ("{layers: [{kind: relu}], size: [1]}", "leap.yaml:1:32: plugin 'x' option 'size' must have at least 2 entries (has 1)"),
    (
      "{layers: [{kind: relu}], split: {validatoin: 1}}",
      "leap.yaml:1:34: plugin 'x' has no option 'split.validatoin'; did you mean 'validation'?"
    ),
    ("[1]", "leap.yaml:1:1: options of plugin 'x' must be a map (is a list)"),
  ])
  func refusals(_ yaml: String, _ words: String) { #expect(message { _ = try complete(yaml) } == words) }

  @Test func componentWithoutOptionsTakesNone() throws {
    #expect(try OptionsSchema(json: nil, of: "x").complete(ConfigNode(.null), file: "") { $0 } == "{}")
    #expect(
      message { _ = try complete("{a: 1}", schema: "") } == "leap.yaml:1:2: plugin 'x' has no option 'a'; it takes no options")
  }

  @Test func unknownKeywordsAreIgnoredAndTrueAllowsAll() throws {
    #expect(
      try complete("{a: 1, b: [c]}", schema: #"{"$schema":"s","title":"t","properties":{"b":true}}"#) == #"{"a":1,"b":["c"]}"#)
  }

  @Test(arguments: [
    ("{", "it is not JSON ("),
    ("[]", "a schema must be an object (is an empty list)"),
    (#"{"type":"text"}"#, "/type: 'text' is not a type of JSON Schema"),
    (#"{"properties":{"a":{"minimum":"1"}}}"#, "/properties/a/minimum: must be a number"),
    (#"{"properties":{"a":{"oneOf":[{},{"enum":[]}]}}}"#, "/properties/a/oneOf/1/enum: must be a list of values"),
    (#"{"properties":{"a":{"minItems":-1}}}"#, "/properties/a/minItems: must be a whole number from 0"),
    (
      #"{"properties":{"a":{"type":"integer","default":"x"}}}"#,
      "a default does not fit: plugin 'x' option 'a' must be a whole number (is 'x')"
    ),
  ])
  func wrongSchemas(_ json: String, _ words: String) {
    let text = message { _ = try OptionsSchema(json: json, of: "x") }
    #expect(text.hasPrefix("reading the options schema of plugin 'x': " + words), "\(text)")
  }

  @Test func everyTruncationOfASchemaIsAnError() {
    for length in 1..<Self.layers.utf8.count {
      let words = message { _ = try OptionsSchema(json: String(Self.layers.prefix(length)), of: "x") }
      #expect(words.hasPrefix("reading the options schema"), "\(length): \(words)")
    }
  }

  @Test func deepSchemasAreRefusedOrRead() {
    for depth in [100, 510, 5000] {
      let json = String(repeating: #"{"items":"#, count: depth) + "{}" + String(repeating: "}", count: depth)
      let words = message { _ = try OptionsSchema(json: json, of: "x") }
      #expect(words == "no error" || words.hasPrefix("reading the options schema"), "\(depth): \(words)")
    }
  }
}
