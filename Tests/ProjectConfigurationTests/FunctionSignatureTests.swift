import Testing

@testable import ProjectConfiguration

@Suite struct FunctionSignatureTests {
  static let valid = [
    "f64()", "f64(f64)", "void(f32[mut])", "f64(pixels: f32[], count: usize)", "i32(i32, ..., f64, i64)",
    "str(a: i8, b: u8, c: i16, d: u16, e: i32, f: u32, g: i64, h: u64, i: bool, j: isize, k: ptr, l: str)",
    "i32(f32[], usize, least: f32[mut], most: f32[mut])", "f64(i32, ...)", "bool(f64[])",
  ]

  @Test(arguments: valid) func readsBackAsItself(_ text: String) throws {
    #expect(try FunctionSignature(text).text == text)
  }

  @Test func namesOfCMeanTheSame() throws {
    #expect(try FunctionSignature("double ( float,int ,size_t)") == FunctionSignature("f64(f32, i32, usize)"))
    #expect(try FunctionSignature("uint8_t(long, unsigned)") == FunctionSignature("u8(i64, u32)"))
  }

  @Test func partsAreWhatTheyAre() throws {
    let signature = try FunctionSignature("void(pixels: f32[], n: i32, ..., mean: f64[mut])")
    #expect(signature.result == nil)
    #expect(signature.fixedCount == 2)
    #expect(signature.parameters.map(\.name) == ["pixels", "n", "mean"])
    #expect(signature.parameters.map(\.type) == [.f32, .i32, .f64])
    #expect(signature.parameters.map(\.passing) == [.array, .value, .output])
  }

  @Test(arguments: [
    ("", "it is empty", "write it like"),
    ("f64", "expected '(' after the result, not the end", "write it like"),
    ("f64(", "expected a type, not the end", "known types: i8"),
    ("f64(flaot)", "unknown type 'flaot'", "did you mean 'float'?"),
    ("f46(f64)", "unknown type 'f46'", "did you mean 'f64'?"),
    ("f64(quaternion)", "unknown type 'quaternion'", "known types: i8"),
    ("f64(f64 x)", "expected ',' or ')', not 'x'", "write it like"),
    ("f64(f64,)", "expected a type, not ')'", "known types"),
    ("f64(f64))", "nothing may follow the last ')', but ')' does", "write it like"),
    ("f64(float*)", "expected ',' or ')', not '*'", "write T[] for a pointer"),
    ("f64(void)", "unknown type 'void'", "write () for a function"),
    ("f64(char)", "unknown type 'char'", "write str"),
    ("f64[](f64)", "a function of C returns no array", "use an argument T[mut]"),
    ("ptr(f64)", "a result 'ptr' fits no column", "return a number"),
    ("f64(...)", "'...' needs a parameter before it", "C has no other"),
    ("f64(i32, ..., i32, ...)", "'...' stands twice", nil),
    ("f64(i32, ..., f32)", "'f32' cannot follow '...'", "C widens it there: write f64"),
    ("f64(i32, ..., bool)", "'bool' cannot follow '...'", "C widens it there: write i32"),
    ("f64(a: f64, a: f64)", "two parameters have the name 'a'", "give each its own"),
    ("f64(1a: f64)", "the name '1a' begins with a digit", "begin it with a letter"),
    ("f64(f32[3])", "expected ']', not '3'", "write T[] or T[mut]"),
    ("f64(str[])", "there are no arrays of 'str'", "arrays hold numbers"),
    ("f64(f64)\n", "nothing may follow the last ')', but '\n' does", "write it like"),
  ])
  func refusals(_ text: String, _ problem: String, _ remedy: String?) {
    do {
      let signature = try FunctionSignature(text)
      Issue.record("'\(text)' was read as \(signature.text)")
    } catch {
      #expect(error.problem == problem)
      if let remedy { #expect(error.remedy?.hasPrefix(remedy) == true, "\(error)") }
    }
  }

  @Test func sizesAreBounded() {
    let many = "f64(" + Array(repeating: "f64", count: 33).joined(separator: ",") + ")"
    #expect(throws: SignatureProblem(problem: "it has more than 32 parameters", remedy: nil)) { try FunctionSignature(many) }
    let long = String(repeating: " ", count: 1 << 20)
    #expect(throws: SignatureProblem.self) { try FunctionSignature(long) }
  }

  @Test(arguments: valid) func everyPartOfOneIsRefused(_ text: String) {
    for length in 0..<text.count {
      #expect(throws: SignatureProblem.self, "'\(text.prefix(length))'") { try FunctionSignature(String(text.prefix(length))) }
    }
  }

  /// Whatever one flipped bit makes of a signature is refused with words, or is another signature that reads back as itself.
  @Test(arguments: valid) func flippedBits(_ text: String) throws {
    var refused = 0
    for position in 0..<text.utf8.count {
      for bit in 0..<8 {
        var bytes = Array(text.utf8)
        bytes[position] ^= 1 << bit
        let damaged = String(decoding: bytes, as: UTF8.self)
        guard let signature = try? FunctionSignature(damaged) else {
          refused += 1
          continue
        }
        #expect(try FunctionSignature(signature.text) == signature, "'\(damaged)'")
      }
    }
    // A bracket or a type can hardly turn into another.
    #expect(refused > text.utf8.count * 4)
  }
}
