import Kernels

/// The slow twin of Augmentation: the definition in double precision, one pixel after the other.
package struct AugmentationTwin {
  /// What is done to each picture.
  package let augmentation: Augmentation
  /// Lines of a picture.
  package let height: Int
  /// Pixels of a line.
  package let width: Int

  /// A twin for pictures `[height, width]`.
  package init(augmentation: Augmentation, height: Int, width: Int) {
    (self.augmentation, self.height, self.width) = (augmentation, height, width)
  }

  /// What becomes of `picture` `[height, width]` at a position of a step's batch.
  package func sample(_ picture: [Double], seed: UInt64, step: Int, position: Int) -> [Double] {
    let random = Augmentation.random(seed: seed, step: step, position: position)
    let dx = displacements(random, shift: 40), dy = displacements(random, shift: 0)
    return Self.warped(picture, height, width, augmentation.warp(random), dx: dx, dy: dy)
  }

  /// The whole Gaussian at once, in two dimensions, of noise that is zero outside.
  package func displacements(_ random: CounterRandom, shift: UInt64) -> [Double] {
    let alpha = augmentation.elastic.alpha
    guard alpha > 0 else { return [Double](repeating: 0, count: height * width) }
    let noise = (0..<height * width).map { i in
      alpha * (Double((random.bits(ElasticField.firstCounter + UInt64(i)) >> shift) & 0xFF_FFFF) / 0x800000 - 1)
    }
    let weights = ElasticSmoothing.weights(sigma: augmentation.elastic.sigma)
    return (0..<height * width).map { i in
      var sum = 0.0
      for (j, value) in noise.enumerated() {
        let rows = abs(i / width - j / width), columns = abs(i % width - j % width)
        if rows < weights.count, columns < weights.count { sum += value * weights[rows] * weights[columns] }
      }
      return sum
    }
  }

  /// `picture` `[height, width]` after a warp and displacements of each pixel.
  package static func warped(_ picture: [Double], _ height: Int, _ width: Int, _ warp: Warp, dx: [Double], dy: [Double])
    -> [Double]
  {
    func pixel(_ row: Int, _ column: Int) -> Double {
      row >= 0 && row < height && column >= 0 && column < width ? picture[row * width + column] : 0
    }
    let (cosine, sine) = Warp.turn(warp.degrees)
    let centerX = Double(width - 1) / 2, centerY = Double(height - 1) / 2
    return (0..<height * width).map { i in
      let x = Double(i % width) - centerX - warp.shiftX, y = Double(i / width) - centerY - warp.shiftY
      let sourceX = (cosine * x + sine * y) / warp.factor + centerX + dx[i]
      let sourceY = (cosine * y - sine * x) / warp.factor + centerY + dy[i]
      let column = Int(sourceX.rounded(.down)), row = Int(sourceY.rounded(.down))
      let right = sourceX - Double(column), lower = sourceY - Double(row)
      return (1 - lower) * ((1 - right) * pixel(row, column) + right * pixel(row, column + 1))
        + lower * ((1 - right) * pixel(row + 1, column) + right * pixel(row + 1, column + 1))
    }
  }
}
