@testable import Pictures
import Testing

@Suite struct OverlayTests {
  /// Black left half, white right half.
  let image = Plane((0..<16).map { $0 % 4 < 2 ? 0 : 1 }, height: 4, width: 4)

  @Test func blankMapLeavesTheImage() {
    let blank = Plane([Float](repeating: 0, count: 16), height: 4, width: 4)
    for isSigned in [true, false] {
      let picture = heatMapOverlay(image: image, map: blank, style: HeatMapStyle(isSigned: isSigned, scale: 0, zoom: 3))
      #expect(picture == grayImage(image, zoom: 3, brightness: dimmed))
      #expect(picture.width == 12 && picture.height == 12)
      #expect(picture[5, 7] == .black && picture[6, 7] == Color(140, 140, 140))
    }
  }

  @Test func signDecidesTheColorAndTheImageShowsThrough() {
    let map = Plane((0..<16).map { $0 < 8 ? 2 : -2 }, height: 4, width: 4)
    let picture = heatMapOverlay(image: image, map: map, style: HeatMapStyle(isSigned: true, scale: 2, zoom: 4))
    let (forDark, forLight) = (picture[1, 1], picture[14, 1])
    #expect(forDark.red > forDark.blue && forLight.red > forLight.blue)
    #expect(forLight.green > forDark.green, "white shows through")
    #expect(picture[1, 14].blue > picture[1, 14].red)
  }

  @Test func negativeValuesOfAnUnsignedMapAreBlank() {
    let map = Plane([Float](repeating: -1, count: 16), height: 4, width: 4)
    let picture = heatMapOverlay(image: image, map: map, style: HeatMapStyle(isSigned: false, scale: 1, zoom: 2))
    #expect(picture == grayImage(image, zoom: 2, brightness: dimmed))
  }

  @Test func smallMapsAreStretchedSmoothly() {
    let map = Plane([0, 1], height: 1, width: 2)
    let black = Plane([Float](repeating: 0, count: 64), height: 8, width: 8)
    let picture = heatMapOverlay(image: black, map: map, style: HeatMapStyle(isSigned: false, scale: 1, zoom: 4))
    let greens = (0..<32).map { Int(picture[$0, 9].green) }
    #expect(zip(greens, greens.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(greens[0] == 0 && greens[31] > 150)
    #expect((0..<32).allSatisfy { picture[$0, 0] == picture[$0, 31] })
  }

  @Test func whatIsNotFiniteIsSurvived() {
    let map = Plane([.nan, .infinity, -.infinity, 0], height: 2, width: 2)
    let odd = Plane([.nan, .infinity, 0, 1], height: 2, width: 2)
    let picture = heatMapOverlay(image: odd, map: map, style: HeatMapStyle(isSigned: true, scale: .nan, zoom: 5))
    #expect(picture.width == 10)
    #expect(map.magnitude == 0)
  }

  @Test func channelsAreAveraged() {
    let plane = Plane(meanOf: [0, 1, 2, 3, 4, 5], channels: 3, height: 1, width: 2)
    #expect(plane.values == [2, 3])
    #expect(Plane([-3, 2], height: 1, width: 2).magnitude == 3)
  }
}
