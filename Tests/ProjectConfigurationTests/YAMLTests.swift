import Testing

@testable import ProjectConfiguration

@Suite struct YAMLTests {
  @Test(arguments: [
    ("true", "true"), ("false", "false"), ("yes", #""yes""#), ("True", #""True""#), ("null", "null"), ("~", "null"),
    ("12", "12"), ("-3", "-3"), ("+4", "4"), ("0x1F", "31"), ("0o17", "15"), ("017", "17"), ("0x-1", #""0x-1""#),
    ("1.5", "1.5"), (".5", "0.5"), ("-.5", "-0.5"), ("5.", "5.0"), ("5.e1", "50.0"), ("1e-3", "0.001"), ("+1e3", "1000.0"),
    (".inf", #"".inf""#), ("1e999", #""1e999""#), ("1.2.3", #""1.2.3""#), ("12 a", #""12 a""#), ("'12'", #""12""#),
    (#""a\tb\u0001\"""#, #""a\tb\u0001\"""#), ("!!str 12", #""12""#), ("9223372036854775807", "9223372036854775807"),
    ("9223372036854775808", "9.223372036854776e+18"), ("é", #""é""#),
  ])
  func scalar(_ yaml: String, _ json: String) throws { #expect(try node("[\(yaml)]").json == "[\(json)]") }

  @Test func treeKeepsOrderAndPlaces() throws {
    let tree = try node("b: 1\na:\n  - x\n  - {k: 2.0}\n")
    #expect(tree.json == #"{"b":1,"a":["x",{"k":2.0}]}"#)
    #expect(tree.canonical == #"{"a":["x",{"k":2}],"b":1}"#)
    #expect(tree["a"]?.list?[1]["k"]?.mark == .init(line: 4, column: 9))
    #expect(tree.members?[1].mark == .init(line: 2, column: 1))
  }

  @Test func equalityIgnoresPlacesAndOrder() throws {
    #expect(try node("{a: 1, b: 2}") == node("b: 2.0\na: 1"))
    #expect(try node("{a: 1}") != node("{a: '1'}"))
  }

  @Test(arguments: [
    ("a: [1, 2", "leap.yaml:2:1: not valid YAML: while parsing a flow sequence"),
    ("a: 1\n b: 2", "leap.yaml:2:3: not valid YAML: mapping values are not allowed in this context"),
    ("a: 1\nb: 2\na: 3", "leap.yaml:1:1: key 'a' is written twice; keep one of them"),
    ("a: 1\n'a': 3", "leap.yaml:1:1: key 'a' is written twice"),
    ("1: 1\n'1': 3", "leap.yaml:1:1: key '1' is written twice"),
    ("a: &x 1\nb: *x", "leap.yaml:1:4: anchors (&) and aliases (*) are not supported"),
    ("a: *x", "leap.yaml:1:4: not valid YAML: found undefined alias"),
    ("base: 1\n<<: {a: 1}", "leap.yaml:2:1: merge keys (<<) are not supported"),
    ("[a]: 1", "leap.yaml:1:1: a key must be a plain word"),
    ("a: !!binary eA==", "leap.yaml:1:4: tags (tag:yaml.org,2002:binary) are not supported"),
    ("a: 1\n---\nb: 1", "leap.yaml:2:1: not valid YAML: expected a single document in the stream"),
    ("a: b\nc: \u{7}", "leap.yaml:2:4: not valid YAML: control characters are not allowed"),
    ("a:\n\t- 1", "leap.yaml:2:1: not valid YAML: "),
  ])
  func refusals(_ yaml: String, _ start: String) {
    let words = message { _ = try node(yaml) }
    #expect(words.hasPrefix(start), "\(words)")
    #expect(!words.contains("\n"))
  }

  @Test func depthIsBounded() {
    for depth in [ConfigNode.deepest + 1, 900, 1001, 20_000] {
      let words = message { _ = try node(String(repeating: "[", count: depth) + String(repeating: "]", count: depth)) }
      #expect(words.hasPrefix("leap.yaml:1:"), "\(words.prefix(200))")
    }
    #expect(message { _ = try node(String(repeating: "[", count: 60) + String(repeating: "]", count: 60)) } == "no error")
  }

  @Test func jsonRoundTrip() throws {
    let text = #"{"a":[1,2.5,true,null,"x\"\n/"],"b":{}}"#
    #expect(try ConfigNode(json: text).json == text)
    #expect(throws: ConfigNode.InvalidJSON.self) { try ConfigNode(json: "{") }
    #expect(throws: ConfigNode.InvalidJSON.self) { try ConfigNode(json: "{'a': 1}") }
  }
}
