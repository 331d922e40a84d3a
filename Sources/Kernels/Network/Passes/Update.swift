// Only for the linker: a square root of a negative number goes through libm.
import Glibc

/// One optimizer step over all trained floats of a store, in units of fixed size.
package struct Update {
  let store: ParameterStore
  let settings: TrainingSettings
  let learningRate: Double

  /// A step over `store`, whose gradients are there.
  package init(store: ParameterStore, settings: TrainingSettings, learningRate: Double) {
    self.store = store
    self.settings = settings
    self.learningRate = learningRate
  }

  private static let unit = 4096

  private var units: Int { (store.trainedCount + Self.unit - 1) / Self.unit }

  /// The gradients are there; afterwards the weights are another version.
  package func run(on parallel: Parallel) {
    let factor = clipFactor(on: parallel)
    store.step += 1
    store.version += 1
    switch settings.optimizer {
    case .adam(let beta1, let beta2, let epsilon, let decoupled):
      let correction = 1 - power(beta1, store.step)
      let root = (1 - power(beta2, store.step)).squareRoot()
      let adam = Adam(
        beta1: Float(beta1), beta2: Float(beta2), rest1: Float(1 - beta1), rest2: Float(1 - beta2),
        epsilon: Float(epsilon), rate: Float(learningRate / correction), root: Float(1 / root), factor: factor,
        decay: decoupled ? 0 : Float(settings.weightDecay),
        keep: decoupled ? Float(1 - learningRate * settings.weightDecay) : 1)
      parallel.run(units) { _, unit in
        forEach8(unit) { i in
          adam.update(
            store.values.pointer + i, store.gradients.pointer + i, store.firstMoment.pointer + i,
            store.secondMoment.pointer + i)
        }
      }
    case .sgd(let momentum, let nesterov):
      let sgd = Descent(
        momentum: Float(momentum), nesterov: nesterov, rate: Float(learningRate), factor: factor,
        decay: Float(settings.weightDecay))
      parallel.run(units) { _, unit in
        forEach8(unit) { i in
          sgd.update(store.values.pointer + i, store.gradients.pointer + i, store.firstMoment.pointer + i)
        }
      }
    }
  }

  @inline(__always)
  private func forEach8(_ unit: Int, _ body: (Int) -> Void) {
    var i = unit * Self.unit
    let end = min(store.trainedCount, i + Self.unit)
    while i < end {
      body(i)
      i += 8
    }
  }

  /// PyTorch's clip_grad_norm_: min(1, limit / (norm + 1e-6)); the norm in double precision.
  private func clipFactor(on parallel: Parallel) -> Float {
    guard let limit = settings.clipNorm else { return 1 }
    let squares = Buffer<Double>(units)
    parallel.run(units) { _, unit in
      var sum = SIMD8<Double>.zero
      forEach8(unit) { i in
        let g = SIMD8<Double>(load8(store.gradients.pointer + i))
        sum += g * g
      }
      squares.pointer[unit] = sum.sum()
    }
    var total = 0.0
    for unit in 0..<units { total += squares.pointer[unit] }
    return Float(min(1, limit / (total.squareRoot() + 1e-6)))
  }
}

private struct Adam {
  let beta1, beta2, rest1, rest2, epsilon, rate, root, factor, decay, keep: Float

  @inline(__always)
  func update(
    _ w: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, _ first: UnsafeMutablePointer<Float>,
    _ second: UnsafeMutablePointer<Float>
  ) {
    let p = load8(w)
    let g = load8(gradient) * factor + p * decay
    let m = load8(first) * beta1 + g * rest1
    let v = load8(second) * beta2 + g * g * rest2
    store8(m, first)
    store8(v, second)
    store8(p * keep - m * rate / (v.squareRoot() * root + epsilon), w)
  }
}

private struct Descent {
  let momentum: Float
  let nesterov: Bool
  let rate, factor, decay: Float

  @inline(__always)
  func update(_ w: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, _ velocity: UnsafeMutablePointer<Float>) {
    let p = load8(w)
    let g = load8(gradient) * factor + p * decay
    let v = load8(velocity) * momentum + g
    store8(v, velocity)
    store8(p - (nesterov ? g + v * momentum : v) * rate, w)
  }
}
