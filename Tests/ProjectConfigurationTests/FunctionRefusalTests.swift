import Core
import Testing

@testable import ProjectConfiguration

/// Functions of leap.yaml that are refused, each with its reason and place.
@Suite struct FunctionRefusalTests {
  private static func functions(_ entry: String) throws -> [FunctionEntry] {
    try plan("project: p\ndataset: libD.so\nmodel: libM.so\nfunctions:\n  - \(entry)\n").functions
  }

  @Test(arguments: [
    ("5", "leap.yaml:5:5: a function must be a map (is 5)"),
    ("{nmae: x}", "leap.yaml:5:6: unknown key 'nmae' in a function; did you mean 'name'?"),
    ("{name: Mean}", "leap.yaml:5:12: 'name' must be of a-z, 0-9 and _, from a letter on (is 'Mean')"),
    ("{name: f}", "leap.yaml:5:5: a function needs the key 'library'; add library: libX.so"),
    ("{name: f, library: l}", "leap.yaml:5:5: a function needs the key 'signature'"),
    (
      "{name: f, library: l, signature: f64(flaot)}",
      "leap.yaml:5:38: signature 'f64(flaot)': unknown type 'flaot'; did you mean 'float'?"
    ),
    (
      "{name: f, library: l, signature: f64(f64), arguments: [lose]}",
      "leap.yaml:5:60: unknown argument 'lose' of function 'f'; did you mean 'loss'?"
    ),
    (
      "{name: f, library: l, signature: f64(f64)}",
      "leap.yaml:5:5: function 'f' needs the key 'arguments'"
    ),
    (
      "{name: f, library: l, signature: f64(f64), arguments: [loss, loss]}",
      "leap.yaml:5:59: function 'f' takes 1 argument, not 2; its signature is f64(f64)"
    ),
    (
      "{name: f, library: l, signature: f64(i32), arguments: [loss]}",
      "leap.yaml:5:60: argument 1 of function 'f': 'loss' is a float: write f64 or f32"
    ),
    (
      "{name: f, library: l, signature: 'f64(u8[])', arguments: [pixels]}",
      "leap.yaml:5:63: argument 1 of function 'f': 'pixels' is an array of floats: write f32[] or f64[]"
    ),
    (
      "{name: f, library: l, signature: f64(u8), arguments: [300]}",
      "leap.yaml:5:59: argument 1 of function 'f': parameter 'u8' holds no 300"
    ),
    (
      "{name: f, library: l, signature: f64(i32), arguments: [1.5]}",
      "leap.yaml:5:60: argument 1 of function 'f': parameter 'i32' takes a whole number"
    ),
    (
      "{name: f, library: l, signature: f64(str), arguments: [{txt: x}]}",
      "leap.yaml:5:60: an argument of function 'f': a map other than {text: ...} is no argument"
    ),
    ("{name: f, library: l, signature: f64(f64), arguments: [loss]}", "leap.yaml:5:5: a function needs the key 'check'"),
    ("{name: f, library: l, signature: f64(f64), arguments: [loss], check: []}", "leap.yaml:5:74: function 'f' needs an example"),
    (
      "{name: f, library: l, signature: f64(f64), arguments: [loss], check: {arguments: [loss], result: 1}}",
      "leap.yaml:5:87: an argument of function 'f': 'loss' is no value"
    ),
    (
      "{name: f, library: l, signature: f64(f64), arguments: [loss], check: {arguments: [1]}}",
      "leap.yaml:5:74: an example needs the key 'result'"
    ),
    (
      "{name: f, library: l, signature: f64(f64), arguments: [loss], check: {arguments: [1], result: x}}",
      "leap.yaml:5:99: the result of 'f' must be of type float64 (is 'x')"
    ),
    ("{name: f, library: l, signature: void(f64), arguments: [loss]}", "leap.yaml:5:5: function 'f' returns void and writes no"),
    (
      "{name: f, library: l, signature: 'void(f64[mut], f64[mut])', arguments: [out, out]}",
      "leap.yaml:5:5: function 'f' fills several columns, and its parameter 1 has no name for one"
    ),
    (
      "{name: f, library: l, signature: f64(f64), arguments: [loss], returns: status}",
      "leap.yaml:5:76: 'returns: status' needs a whole number as result and an argument T[mut]"
    ),
    (
      "{name: f, library: l, signature: f64(f64), arguments: [out]}",
      "leap.yaml:5:60: argument 1 of function 'f': parameter 'f64'"
    ),
  ])
  func refusals(_ entry: String, _ start: String) {
    let words = message { _ = try Self.functions(entry) }
    #expect(words.hasPrefix(start), "\(words)")
  }
}
