/// A square mesh that holds masses and turns them into the potential phi(x) = sum of mass / (1 + |x - place|²).
///
/// The convolution is done over a doubled mesh, so nothing wraps round. Masses lie in slabs of 16 rows, each followed by 3 rows
/// that belong to the next slab, so that slabs can be filled at the same time.
final class Mesh {
  let size: MeshSize
  var side: Int { size.side }
  /// Slabs of 16 rows.
  let slabs: Int
  static let slabRows = 19
  /// `[slabs, 19, side]`
  let masses: Buffer<Float>
  /// `[side, side]`
  let potential: Buffer<Float>
  let plan: FourierPlan
  /// `[length / 16 blocks of columns, length, 8]`: the kernel's transform over the damping of spreading and gathering.
  let kernel: Buffer<Float>
  /// `[blocks of columns, side rows, 2, 8]`: transformed rows.
  private let spectrum: Buffer<Float>
  /// A lane's `[3, length]` of pairs of vectors.
  let scratch: [Buffer<SIMD8<Float>>]
  /// Whether the kernel is 1 / (1 + d²) - 1: the same forces, but exact where all distances are tiny.
  let shifted: Bool

  init(_ size: MeshSize, plan: FourierPlan, parallel: Parallel) {
    self.size = size
    self.plan = plan
    let side = size.side
    slabs = side / 16
    masses = Buffer(slabs * Self.slabRows * side)
    potential = Buffer(side * side)
    spectrum = Buffer(2 * side * side)
    kernel = Buffer(2 * side * side)
    let length = plan.length
    scratch = (0..<parallel.lanes).map { _ in Buffer<SIMD8<Float>>(6 * length) }
    shifted = size.spacing * Float(side) < 1
    buildKernel(parallel)
  }

  /// `masses` to `potential`; halos are added to the slabs they belong to.
  func convolve(parallel: Parallel) {
    parallel.run(slabs) { self.transformRows(slab: $1, lane: $0) }
    parallel.run(side / 8) { self.convolveColumns(block: $1, lane: $0) }
    parallel.run(slabs) { self.restoreRows(slab: $1, lane: $0) }
  }

  /// Rows l and 8 + l of the slab are the real and the imaginary part of lane l.
  private func transformRows(slab: Int, lane: Int) {
    let (g, length) = (side, plan.length)
    let rows = masses.pointer + slab * Self.slabRows * g
    if slab > 0 {
      let halo = rows - 3 * g
      for i in stride(from: 0, to: 3 * g, by: 8) { store8(load8(rows + i) + load8(halo + i), rows + i) }
    }
    let a = scratch[lane].pointer
    let b = a + 2 * length
    let input = b + 2 * length
    let flat = UnsafeMutableRawPointer(input).assumingMemoryBound(to: Float.self)
    for x in stride(from: 0, to: g, by: 8) {
      Block8(rows + x, step: g).transposed.store(flat + 16 * x, step: 16)
      Block8(rows + 8 * g + x, step: g).transposed.store(flat + 16 * x + 8, step: 16)
    }
    let z = plan.forwardPadded(input, a, b)
    // Two real rows travel as one complex one: their transforms are its even and its odd part.
    let even = input
    for k in stride(from: 0, to: g, by: 8) {
      for l in 0..<8 {
        let i = k + l
        let mirror = i == 0 ? 0 : length - i
        let (re, im, mre, mim) = (z[2 * i], z[2 * i + 1], z[2 * mirror], z[2 * mirror + 1])
        even[l] = (re + mre) * 0.5
        even[8 + l] = (im - mim) * 0.5
        even[16 + l] = (im + mim) * 0.5
        even[24 + l] = (mre - re) * 0.5
      }
      let out = spectrum.pointer + (k / 8 * g + slab * 16) * 16
      Block8(flat, step: 8).transposed.store(out, step: 16)
      Block8(flat + 64, step: 8).transposed.store(out + 8, step: 16)
      Block8(flat + 128, step: 8).transposed.store(out + 128, step: 16)
      Block8(flat + 192, step: 8).transposed.store(out + 136, step: 16)
    }
  }

  private func convolveColumns(block: Int, lane: Int) {
    let (g, length) = (side, plan.length)
    let a = scratch[lane].pointer
    let b = a + 2 * length
    let column = UnsafeMutableRawPointer(spectrum.pointer + block * g * 16).assumingMemoryBound(to: SIMD8<Float>.self)
    let z = plan.forwardPadded(column, a, b)
    let factors = kernel.pointer + block * length * 8
    for y in 0..<length {
      let factor = load8(factors + 8 * y)
      z[2 * y] *= factor
      z[2 * y + 1] *= factor
    }
    _ = plan.inverseHalf(z, a, b, to: column)
  }

  private func restoreRows(slab: Int, lane: Int) {
    let (g, length) = (side, plan.length)
    let a = scratch[lane].pointer
    let b = a + 2 * length
    let z = b + 2 * length
    let even = a
    let flat = UnsafeMutableRawPointer(even).assumingMemoryBound(to: Float.self)
    for k in stride(from: 0, to: g, by: 8) {
      let from = spectrum.pointer + (k / 8 * g + slab * 16) * 16
      Block8(from, step: 16).transposed.store(flat, step: 8)
      Block8(from + 8, step: 16).transposed.store(flat + 64, step: 8)
      Block8(from + 128, step: 16).transposed.store(flat + 128, step: 8)
      Block8(from + 136, step: 16).transposed.store(flat + 192, step: 8)
      for l in 0..<8 {
        let i = k + l
        let (ar, ai, br, bi) = (even[l], even[8 + l], even[16 + l], even[24 + l])
        z[2 * i] = ar - bi
        z[2 * i + 1] = ai + br
        if i > 0 {
          z[2 * (length - i)] = ar + bi
          z[2 * (length - i) + 1] = br - ai
        }
      }
    }
    // The highest frequency is left out.
    z[2 * g] = .zero
    z[2 * g + 1] = .zero
    let result = UnsafeRawPointer(plan.inverseHalf(z, a, b)).assumingMemoryBound(to: Float.self)
    let out = potential.pointer + slab * 16 * g
    for x in stride(from: 0, to: g, by: 8) {
      Block8(result + 16 * x, step: 16).transposed.store(out + x, step: g)
      Block8(result + 16 * x + 8, step: 16).transposed.store(out + 8 * g + x, step: g)
    }
  }
}
