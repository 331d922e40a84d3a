import Core

/// Names in kebab case: `accuracy`, `top-5-accuracy`, `f1-macro`, `f1-class-4`, `auc`, `focal-loss`.
extension Metric {
  /// One name of each kind, as users should see them listed.
  public static let names =
    ["accuracy", "balanced-accuracy", "top-5-accuracy"]
    + ["precision", "recall", "f1"].flatMap { ["\($0)-macro", "\($0)-micro", "\($0)-class-0"] }
    + ["auc", "auc-class-0", "average-precision", "average-precision-class-0", "calibration-error", "log-loss"]
    + Loss.names.map(\.name)

  /// Finds a metric by its name.
  /// - Throws: `LeapError` with the nearest name.
  public init(named name: String) throws {
    guard let metric = Self.plain[name] ?? Self.top(name) ?? Self.oneClass(name) else {
      let nearest = nearestWord(to: name, among: Array(Self.plain.keys).sorted() + Self.names)
      throw LeapError(
        .usage, doing: "reading metric '\(name)'", problem: "there is none of that name",
        remedy: nearest.map { "did you mean '\($0)'?" } ?? "metrics are \(Self.names.joined(separator: ", "))")
    }
    self = metric
  }

  public var name: String {
    switch self {
    case .accuracy: "accuracy"
    case .balancedAccuracy: "balanced-accuracy"
    case .topAccuracy(let k): "top-\(k)-accuracy"
    case .precision(let scope): "precision" + scope.suffix
    case .recall(let scope): "recall" + scope.suffix
    case .f1(let scope): "f1" + scope.suffix
    case .areaUnderROC(let scope): "auc" + (scope == .macro ? "" : scope.suffix)
    case .averagePrecision(let scope): "average-precision" + (scope == .macro ? "" : scope.suffix)
    case .calibrationError: "calibration-error"
    case .logLoss: "log-loss"
    case .mean(let loss): loss.name
    }
  }

  private static let scoped: [String: @Sendable (Scope) -> Metric] = [
    "precision": { .precision($0) }, "recall": { .recall($0) }, "f1": { .f1($0) }, "auc": { .areaUnderROC($0) },
    "average-precision": { .averagePrecision($0) },
  ]

  private static let plain: [String: Metric] = {
    var metrics: [Metric] = [
      .accuracy, .balancedAccuracy, .areaUnderROC(.macro), .averagePrecision(.macro), .calibrationError, .logLoss,
    ]
    for scope in [Scope.macro, .micro] { metrics += [.precision(scope), .recall(scope), .f1(scope)] }
    return Dictionary(uniqueKeysWithValues: (metrics + Loss.names.map { .mean($0.loss) }).map { ($0.name, $0) })
  }()

  private static func top(_ name: String) -> Metric? {
    guard name.hasPrefix("top-"), name.hasSuffix("-accuracy"), name.utf8.count > 13 else { return nil }
    return number(name.dropFirst(4).dropLast(9)).flatMap { $0 > 0 ? .topAccuracy($0) : nil }
  }

  private static func oneClass(_ name: String) -> Metric? {
    guard let split = name.ranges(of: "-class-").last, let c = number(name[split.upperBound...]) else { return nil }
    return scoped[String(name[..<split.lowerBound])]?(.one(c))
  }

  private static func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
  }
}

extension Metric.Scope {
  fileprivate var suffix: String {
    switch self {
    case .macro: "-macro"
    case .micro: "-micro"
    case .one(let c): "-class-\(c)"
    }
  }
}

extension Loss {
  /// The focal loss has the gamma of its paper, 2.
  public static let names: [(name: String, loss: Loss)] = [
    ("categorical-cross-entropy", .categoricalCrossEntropy), ("binary-cross-entropy", .binaryCrossEntropy),
    ("mean-squared-error", .meanSquaredError), ("mean-absolute-error", .meanAbsoluteError), ("focal-loss", .focal(gamma: 2)),
  ]

  public var name: String {
    if case .focal = self { "focal-loss" } else { Self.names.first { $0.loss == self }?.name ?? "" }
  }
}
