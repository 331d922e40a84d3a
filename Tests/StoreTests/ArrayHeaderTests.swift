import Core
import Store
import Testing

/// Every byte from outside is distrusted.
@Suite struct ArrayHeaderTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }
  var path: String { scratch.path + "/a.npy" }

  private func file(_ dictionary: String, version: UInt8 = 1, data: Int = 24) -> [UInt8] {
    let text = Array((dictionary + "\n").utf8)
    return [0x93] + Array("NUMPY".utf8) + [version, 0, UInt8(text.count & 255), UInt8(text.count >> 8)] + text
      + [UInt8](repeating: 0, count: data)
  }

  @Test(arguments: [
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", "{'shape': (2, 3), 'descr': '<f4', 'fortran_order': False}",
    #"{"shape":(2,3,),"fortran_order":False,"descr":"<f4"}     "#,
    "  { 'shape' : ( 2 , 3 ) , 'fortran_order':False,'descr':'<f4' }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (6,), }", "{'descr': '|u1', 'fortran_order': False, 'shape': (24,)}",
  ])
  func anyOrderOfKeysIsRead(_ dictionary: String) throws {
    try writeBytes(file(dictionary), path)
    #expect(try ArrayFile.header(path).byteCount == 24)
  }

  @Test(arguments: [
    "", "{}", "{'descr': '<f4', 'fortran_order': False}", "{'descr': '<f4', 'fortran_order': False, 'shape': (6)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (6,), 'x': 1}", "{'descr': '<f4', 'fortran_order': False, 'shape': (-6,)}",
    "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (6,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (6,)",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (6,)} x", "{'descr': '<f4', 'fortran_order': 0, 'shape': (6,)}",
    "{'descr': '>f4', 'fortran_order': False, 'shape': (6,)}", "{'descr': '<f4', 'fortran_order': True, 'shape': (6,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (7,)}", "{'descr': '<f4', 'fortran_order': False, 'shape': (5,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 0, 9223372036854775807)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (,)}", "{'descr': '<f4', 'fortran_order': False, 'shape': (6,,)}",
    "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (6,)}", "{'descr': '<f4, 'fortran_order': False, 'shape': (6,)}",
    "{'descr': '<fé', 'fortran_order': False, 'shape': (6,)}",
  ])
  func wrongHeadersAreRefused(_ dictionary: String) throws {
    try writeBytes(file(dictionary), path)
    let error = #expect(throws: LeapError.self) { try ArrayFile.header(path) }
    #expect(error?.kind == .data && error?.place == path && error?.remedy != nil)
  }

  @Test func otherFilesAreRefused() throws {
    for bytes in [
      [], [0x93], Array("P5 28 28".utf8), file("{'descr': '<f4', 'fortran_order': False, 'shape': (6,)}", version: 2),
    ] {
      try writeBytes(bytes, path)
      #expect(throws: LeapError.self) { try ArrayFile.header(path) }
    }
    #expect(throws: LeapError.self) { try ArrayFile.header(scratch.path) }
    #expect(throws: LeapError.self) { try ArrayFile.header(scratch.path + "/none") }
  }

  @Test func everyTruncationIsAnErrorAndNoBitFlipCrashes() throws {
    try ArrayFile.write((0..<6).map { Float($0) }, shape: [2, 3], to: path)
    let whole = try readBytes(path)
    for length in 0..<whole.count {
      try writeBytes(Array(whole[..<length]), path)
      #expect(throws: LeapError.self) { try ArrayFile.readFloats(path) }
    }
    try writeBytes(whole + [0], path)
    #expect(throws: LeapError.self) { try ArrayFile.readFloats(path) }
    for bit in 0..<whole.count * 8 {
      var flipped = whole
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      try writeBytes(flipped, path)
      do {
        let (shape, values) = try ArrayFile.readFloats(path)
        #expect(shape.reduce(1, *) == values.count)
      } catch { #expect(error is LeapError) }
    }
  }
}
