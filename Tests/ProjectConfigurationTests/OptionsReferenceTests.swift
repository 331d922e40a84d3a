import Testing

@testable import ProjectConfiguration

/// Schemas of any plugin become tables for people.
@Suite struct OptionsReferenceTests {
  private func reference(_ json: String?) throws -> String { try OptionsSchema(json: json, of: "x").reference }

  @Test func aRowSaysWhatMayStandThere() throws {
    let text = try reference(
      #"""
      {"required": ["b"], "properties": {
        "b": {"type": "integer", "minimum": 1, "maximum": 5, "description": "this | that"},
        "a": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1, "default": 0.5},
        "c": {"enum": ["x", "y", "z"], "default": "y"}, "d": {"type": ["string", "null"]}, "e": {"type": "array", "items": {"type": "boolean"}},
        "f": {"type": "object", "default": {}, "properties": {"g": {"type": "string", "format": "path", "default": "p"}}}, "h": {}
      }}
      """#)
    #expect(
      text == #"""
        | option | value | default | meaning |
        |---|---|---|---|
        | `a` | number above 0, below 1 | `0.5` |  |
        | `b` | whole number, 1 to 5 | required | this \| that |
        | `c` | `x`, `y` or `z` | `y` |  |
        | `d` | text or empty |  |  |
        | `e` | list of: `true` or `false` |  |  |
        | `f` | map |  |  |
        | `f.g` | path | `p` |  |
        | `h` | any value |  |  |

        """#)
  }

  @Test func formsHaveATableOfTheirOwn() throws {
    let text = try reference(
      #"""
      {"properties": {"layers": {"type": "array", "default": [{"rate": 0.5, "kind": "drop"}], "items": {"oneOf": [
        {"type": "object", "required": ["kind", "rate"], "properties": {"kind": {"const": "drop"}, "rate": {"type": "number"}, "n": {"type": "string"}}},
        {"type": "object", "properties": {"kind": {"enum": ["flat", "relu"]}}}
      ]}}}}
      """#)
    #expect(
      text == """
        | option | value | default | meaning |
        |---|---|---|---|
        | `layers` | list of: map by its `kind` | `[{kind: drop, rate: 0.5}]` |  |

        `layers` by its `kind`:

        | `kind` | option | value | default | meaning |
        |---|---|---|---|---|
        | `drop` | `n` | text |  |  |
        |  | `rate` | number | required |  |
        | `flat` or `relu` | | | | |

        """)
  }

  @Test func noOptionsAreSaidToBeNone() throws { #expect(try reference(nil) == "It takes no options.\n") }
}
