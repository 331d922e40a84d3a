/// What the engine refuses; the description is one line for the person who must act.
public enum NetworkError: Error, Equatable {
  /// A layer that cannot be: its number from 1, its word, the shape that reaches it, and what is wrong.
  case layer(number: Int, kind: String, shape: Shape, problem: String)
  /// The network as a whole.
  case network(String)
  /// An argument of a call: labels, ports, counts, settings.
  case argument(String)
  /// A weight that does not fit: its name and what is wrong.
  case weight(name: String, problem: String)
}

extension NetworkError: CustomStringConvertible {
  /// One line: where, and what is wrong.
  public var description: String {
    switch self {
    case .layer(let number, let kind, let shape, let problem): "layer \(number) (\(kind)) at \(shape): \(problem)"
    case .network(let problem), .argument(let problem): problem
    case .weight(let name, let problem): "weight \(name): \(problem)"
    }
  }
}
