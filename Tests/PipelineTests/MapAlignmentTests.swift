import Core
import Foundation
import Testing

@testable import Pipeline

@Suite struct MapAlignmentTests {
  private func points(_ count: Int) -> [SIMD2<Float>] {
    var random = SeededRandom(seed: 7)
    return (0..<count).map { _ in
      SIMD2(Float(random.next() % 1000) / 100, Float(random.next() % 1000) / 50)
    }
  }

  @Test(arguments: [0.0, 0.4, 1.7, 3.1, -2.2], [false, true])
  func undoesRotationReflectionAndShift(_ angle: Double, _ mirrored: Bool) {
    let target = points(50)
    let moved = target.map { point -> SIMD2<Float> in
      let (x, y) = (Double(mirrored ? -point.x : point.x), Double(point.y))
      return SIMD2(Float(cos(angle) * x - sin(angle) * y + 30), Float(sin(angle) * x + cos(angle) * y - 8))
    }
    for (a, b) in zip(MapAlignment.aligned(moved, to: target), target) {
      #expect(abs(a.x - b.x) < 1e-4 && abs(a.y - b.y) < 1e-4)
    }
  }

  /// Against a search over all angles.
  @Test func isTheBestOfAllTurns() {
    let (map, target) = (points(40), points(40).reversed() as [SIMD2<Float>])
    func error(_ a: [SIMD2<Float>]) -> Double {
      zip(a, target).reduce(0) { $0 + Double(($1.0.x - $1.1.x) * ($1.0.x - $1.1.x) + ($1.0.y - $1.1.y) * ($1.0.y - $1.1.y)) }
    }
    let best = error(MapAlignment.aligned(map, to: target))
    let center = map.reduce(SIMD2<Float>.zero, +) / 40
    let goal = target.reduce(SIMD2<Float>.zero, +) / 40
    for step in 0..<720 {
      let angle = Float(step % 360) * .pi / 180
      let turned = map.map { point -> SIMD2<Float> in
        let p = (point - center) * SIMD2(step < 360 ? 1 : -1, 1)
        return SIMD2(cos(angle) * p.x - sin(angle) * p.y, sin(angle) * p.x + cos(angle) * p.y) + goal
      }
      #expect(error(turned) >= best * (1 - 1e-5))
    }
  }

  @Test func nothingToAlignIsLeftAlone() {
    #expect(MapAlignment.aligned([], to: []) == [])
    #expect(MapAlignment.aligned([[1, 2]], to: [[5, 5]]) == [[1, 2]])
    #expect(MapAlignment.aligned([[1, 2], [1, 2]], to: [[5, 5], [6, 6]]) == [[1, 2], [1, 2]])
  }
}
