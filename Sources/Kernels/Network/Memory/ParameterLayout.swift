/// Lays out the weights of a network: which there are, their names, and where each element goes.
package struct ParameterLayout {
  /// All parameters, those that are trained first, in the order of the layers.
  package private(set) var parameters: [Parameter] = []
  /// The weights that are matrices, by name.
  package private(set) var matrices: [(String, MatrixShape)] = []
  /// Floats of all parameters, padding included.
  package private(set) var count = 0
  /// Floats of those that are trained; they come first.
  package private(set) var trainedCount = 0

  /// The layout for all layers of a network.
  package init(_ network: Network) {
    var layout = Layout.input(of: network)
    for node in network.nodes {
      let name = node.name ?? ""
      switch node.kind {
      case .conv2d(let filters, let kernel, _, _):
        let shape = MatrixShape(
          taps: kernel * kernel, inputs: layout.stride, outputs: padded8(filters),
          transposedColumns: padded8(layout.stride))
        addMatrix(name, [filters, node.input.channels, kernel, kernel], shape) { [layout] o, i in
          let tap = i % (kernel * kernel)
          return (tap * layout.stride + i / (kernel * kernel), o)
        }
        addVector(name + ".bias", filters) { $0 }
      case .dense(let units):
        let shape = MatrixShape(
          taps: 1, inputs: layout.count, outputs: padded8(units), transposedColumns: padded8(layout.count))
        addMatrix(name, [units, node.input.count], shape) { [layout] o, i in (layout.place(i), o) }
        addVector(name + ".bias", units) { $0 }
      case .batchNorm:
        let count = node.input.isFlat ? node.input.count : node.input.channels
        let place: (Int) -> Int = { node.input.isFlat ? layout.place($0) : $0 }
        addVector(name + ".weight", count, place)
        addVector(name + ".bias", count, place)
      default: break
      }
      layout = layout.after(node)
    }
    trainedCount = count
    layout = Layout.input(of: network)
    for node in network.nodes {
      if case .batchNorm = node.kind {
        let name = node.name ?? ""
        let count = node.input.isFlat ? node.input.count : node.input.channels
        let place: (Int) -> Int = { node.input.isFlat ? layout.place($0) : $0 }
        addVector(name + ".running_mean", count, isStatistic: true, place)
        addVector(name + ".running_var", count, isStatistic: true, place)
      }
      layout = layout.after(node)
    }
  }

  private mutating func addMatrix(
    _ name: String, _ shape: [Int], _ matrix: MatrixShape, _ place: (_ output: Int, _ input: Int) -> (Int, Int)
  ) {
    let inputs = shape.dropFirst().reduce(1, *)
    var places: [Int32] = []
    places.reserveCapacity(shape[0] * inputs)
    for o in 0..<shape[0] {
      for i in 0..<inputs {
        let (row, column) = place(o, i)
        places.append(Int32(matrix.packing.index(row, column)))
      }
    }
    matrices.append((name + ".weight", matrix))
    add(name + ".weight", shape, false, matrix.packing.count, places)
  }

  private mutating func addVector(_ name: String, _ count: Int, isStatistic: Bool = false, _ place: (Int) -> Int) {
    let places = (0..<count).map { Int32(place($0)) }
    add(name, [count], isStatistic, padded8(Int(places.max() ?? 0) + 1), places)
  }

  private mutating func add(_ name: String, _ shape: [Int], _ isStatistic: Bool, _ packed: Int, _ places: [Int32]) {
    parameters.append(
      Parameter(
        name: name, shape: shape, isStatistic: isStatistic, offset: count, packedCount: packed, places: places))
    count += (packed + 15) & ~15
  }
}

extension Layout {
  /// A first conv2d or dense reads the input unpadded; anything else wants whole blocks of channels.
  package static func input(of network: Network) -> Layout {
    let unpadded =
      switch network.nodes.first?.kind {
      case .conv2d, .dense: true
      default: false
      }
    let c = network.input.channels
    return Layout(shape: network.input, stride: unpadded ? c : padded8(c))
  }

  /// What goes into node i.
  static func input(of network: Network, before i: Int) -> Layout {
    network.nodes[..<i].reduce(input(of: network)) { $0.after($1) }
  }

  /// The layout of what a node makes of this.
  package func after(_ node: Node) -> Layout {
    switch node.kind {
    case .conv2d, .dense: Layout(shape: node.output, stride: padded8(node.output.channels))
    default: Layout(shape: node.output, stride: stride)
    }
  }

  /// The inverse of `logical` for a flat vector.
  func place(_ logical: Int) -> Int { (logical % shape.pixels) * stride + logical / shape.pixels }
}
