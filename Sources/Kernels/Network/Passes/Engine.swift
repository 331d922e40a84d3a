// Folder Passes uses all other folders of Network, and none uses it.

/// A network with its weights: trains, predicts and explains. Not to be used from two threads at a time; the work inside a
/// call is spread by the Parallel that comes with it. Tensors at the border are row-major float32, pictures [n, c, h, w].
public final class Engine {
  /// The network that runs.
  public let network: Network
  /// Its weights, gradients and moments.
  package let store: ParameterStore
  private var programs: [Program.Key: Program] = [:]

  /// An engine with weights of 0; `initialize` or `load` comes next.
  public init(_ network: Network) {
    self.network = network
    store = ParameterStore(ParameterLayout(network))
  }

  /// All weights and running statistics, in the order of the layers.
  public var parameters: [Parameter] { store.parameters }
  /// The number of trained values.
  public var parameterCount: Int { store.parameters.reduce(0) { $0 + ($1.isStatistic ? 0 : $1.count) } }
  /// Optimizer steps taken since `initialize`.
  public var step: Int { store.step }

  /// `ports` are those whose values or gradients will be asked for.
  func program(_ purpose: Program.Purpose, ports: [Int] = []) -> Program {
    let exposed = ports.compactMap { Planner.fusion(network, leavingOut: network.ports[$0].node) }
    let key = Program.Key(purpose: purpose, exposed: Set(exposed))
    if let program = programs[key] { return program }
    let program = Program(network, store, key)
    programs[key] = program
    return program
  }

  func check(labels: UnsafePointer<Int64>, count: Int) throws {
    for i in 0..<count where labels[i] < 0 || labels[i] >= Int64(network.classes) {
      throw NetworkError.argument(
        "row \(i) has label \(labels[i]), but classes go from 0 to \(network.classes - 1)")
    }
  }

  func check(port: Int) throws -> NetworkPort {
    guard network.ports.indices.contains(port) else {
      throw NetworkError.argument("there is no port \(port); the last is \(network.ports.count - 1)")
    }
    return network.ports[port]
  }

  func check(count: Int) throws {
    guard count >= 0, count <= 1 << 31 else { throw NetworkError.argument("\(count) samples cannot be") }
  }
}
