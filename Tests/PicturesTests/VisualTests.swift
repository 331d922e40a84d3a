import Core
@testable import Pictures
import Testing

@Suite struct VisualTests {
  let image = ImagePayload(values: [0, 0.5, 1, 0.25], shape: [1, 2, 2])
  let names = ["a", "b"]

  @Test func pixelsBecomeSquares() throws {
    let picture = try Visual.image(image).drawn(name: "v", width: 120)
    #expect(picture.width == 120 && picture.height == 120)
    #expect(picture[59, 59] == .black && picture[60, 59] == Color(128, 128, 128) && picture[0, 60] == .white)
    let red = ImagePayload(values: [1, 0, 0], shape: [3, 1, 1])
    #expect(try Visual.image(red).drawn(name: "v")[7, 7] == Color(255, 0, 0))
    let stretched = ImagePayload(values: [-1, 1], shape: [1, 1, 2], range: -1...1)
    #expect(try Visual.image(stretched).drawn(name: "v")[479, 0] == .white)
  }

  @Test func maskAndBoxesColorTheirPixels() throws {
    let mask = try Visual.mask(image, labels: [-1, 0, 1, -1], names: names).drawn(name: "v", width: 120)
    #expect(mask[30, 30] == .black && mask[90, 30] != Color(128, 128, 128) && mask.height > 120)
    #expect(mask[60, 0] == Palette.color(0), "an outline")
    let box = LabeledBox(x: 1, y: 1, width: 1, height: 1, label: 1)
    let boxes = try Visual.boxes(image, [box], names: names).drawn(name: "v", width: 120)
    #expect(boxes[119, 119] == Palette.color(1) && boxes[90, 90] == Color(64, 64, 64))
  }

  @Test func truthIsMarkedAndLongListsAreCut() throws {
    let picture = try Visual.bars(labels: names, values: [0.2, 0.8], truth: 0).drawn(name: "v", width: 300)
    func has(_ color: Color, in rows: Range<Int>) -> Bool {
      rows.contains { y in
        (0..<picture.width).contains {
          abs(Int(picture[$0, y].green) - Int(color.green)) < 16 && abs(Int(picture[$0, y].red) - Int(color.red)) < 16
        }
      }
    }
    #expect(has(Theme.good, in: 0..<26) && !has(Theme.good, in: 26..<52) && has(Theme.accent, in: 26..<52))
    for (count, truth) in [(1, nil), (31, 30), (1000, 999), (1000, nil)] as [(Int, Int?)] {
      let many = try Visual.bars(
        labels: (0..<count).map { "a very long name, number \($0)" }, values: (0..<count).map { 1 / Float($0 + 1) }, truth: truth
      ).drawn(name: "v", width: 1)
      #expect(many.height == 26 * (min(count, 30) + (count > 30 ? 1 : 0)))
    }
    #expect(try Visual.bars(labels: ["a"], values: [0]).drawn(name: "v").height == 26)
    #expect(try Visual.bars(labels: names, values: [-3, -1e30]).drawn(name: "v").height == 52)
  }

  @Test func textsAreWrapped() throws {
    #expect(try Visual.text("").drawn(name: "v").height == Typeface.body.lineHeight)
    #expect(try Visual.text("one two three four five six").drawn(name: "v", width: 120).height > Typeface.body.lineHeight)
    let picture = try Visual.textMask(words: ["good", "day"], labels: [0, -1], names: ["x"]).drawn(name: "v", width: 200)
    #expect(picture[3, 15] == Palette.color(0) && picture[199, 15] == Theme.page)
    #expect(try Visual.textMask(words: [], labels: [], names: []).drawn(name: "v").height > 0)
  }

  @Test func signedMapsShowTheirSign() throws {
    let dark = ImagePayload(values: [0, 0, 0, 0], shape: [1, 1, 4])
    let picture = try Visual.heatMap(dark, map: [-1, -0.1, 0.1, 1], shape: [1, 4], isSigned: true).drawn(name: "v", width: 120)
    let (strong, weak) = (picture[10, 5], picture[45, 5])
    #expect(strong.blue > strong.red && weak.blue > weak.red && strong.blue > weak.blue)
    #expect(picture[110, 5].red > picture[110, 5].blue && picture[75, 5].red > picture[75, 5].blue)
  }

  @Test func faultsNameTheField() {
    func fault(_ visual: Visual) -> String {
      let error = #expect(throws: LeapError.self) { try visual.drawn(name: "mine") }
      #expect(error?.kind == .plugin && error?.doing == "drawing visualizer 'mine'")
      return error?.problem ?? ""
    }
    #expect(fault(.image(.init(values: [0], shape: [1, 1]))).hasPrefix("image is of shape [1, 1], not of 3 sizes"))
    #expect(fault(.image(.init(values: [0], shape: [1, 2, 2]))) == "image has 1 values for shape [1, 2, 2], which needs 4")
    #expect(fault(.image(.init(values: [0], shape: [1, -1, -1]))).hasPrefix("image is of shape"))
    #expect(fault(.image(.init(values: [0, 0], shape: [2, 1, 1]))) == "image has 2 channels; 1 and 3 can be drawn")
    #expect(fault(.image(.init(values: [.nan], shape: [1, 1, 1]))) == "image has nan at place 0")
    #expect(fault(.image(.init(values: [255], shape: [1, 1, 1]))) == "image has 255.0 at place 0, outside of 0.0...1.0")
    #expect(fault(.heatMap(image, map: [1], shape: [2, 1], isSigned: true)).hasPrefix("map has 1 values for shape [2, 1]"))
    #expect(fault(.heatMap(image, map: [-1], shape: [1, 1], isSigned: false)).hasPrefix("map has values below 0"))
    #expect(fault(.heatMap(image, map: [1], shape: [1, 1], isSigned: true, scale: .nan)).hasPrefix("scale is nan"))
    #expect(fault(.bars(labels: ["a"], values: [])) == "values is empty")
    #expect(fault(.bars(labels: ["a"], values: [1, 2])) == "labels has 1 names for 2 values")
    #expect(fault(.bars(labels: ["a"], values: [.infinity])) == "values has inf at place 0")
    #expect(fault(.bars(labels: ["a"], values: [1], truth: 1)) == "truth is 1, and there are 1 bars")
    #expect(fault(.graph([])) == "series is empty")
    #expect(fault(.graph([.init("s", [.init(.number(0), .nan)])])) == "y of series 's' has nan at place 0")
    #expect(fault(.mask(image, labels: [0], names: names)) == "labels has 1 values for an image of 2 x 2")
    #expect(fault(.mask(image, labels: [0, 0, 2, 0], names: names)) == "labels has label 2 at place 2, and there are 2 names")
    #expect(
      fault(.boxes(image, [.init(x: 0, y: 0, width: 3, height: 1, label: 0)], names: names)).hasPrefix("boxes[0] from (0.0, 0.0)")
    )
    #expect(
      fault(.boxes(image, [.init(x: 0, y: 0, width: 0, height: 1, label: 0)], names: names)).hasPrefix("boxes[0] is 0.0 wide"))
    #expect(
      fault(.boxes(image, [.init(x: .nan, y: 0, width: 1, height: 1, label: 0)], names: names)).hasPrefix("boxes[0] has nan"))
    #expect(
      fault(.boxes(image, [.init(x: 0, y: 0, width: 1, height: 1, label: 9)], names: names))
        == "boxes[0].label is 9, and there are 2 names")
    #expect(
      fault(.boxes(image, [.init(x: 0, y: 0, width: 1, height: 1, label: 0, score: 2)], names: names)).hasPrefix(
        "boxes[0].score is 2.0"))
    #expect(fault(.text(String(repeating: "a", count: 20_001))) == "text has more than 20000 letters")
    #expect(fault(.textMask(words: ["a"], labels: [], names: names)) == "labels has 0 values for 1 words")
  }
}
