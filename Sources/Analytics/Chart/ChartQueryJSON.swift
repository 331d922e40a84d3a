import Core

extension ChartQuery: Codable {
  private enum Key: String, CodingKey, CaseIterable { case x, y, split, facet, filter, runs }

  /// Reads a query from JSON.
  /// - Throws: `LeapError` for an unknown key or a value that cannot be; `DecodingError` for a wrong type.
  public init(from decoder: any Decoder) throws {
    let keys = try decoder.knownKeys(Key.self, in: "a chart")
    self.init(
      x: try keys.decode(X.self, forKey: .x), y: try keys.decodeIfPresent(Y.self, forKey: .y) ?? Y(),
      split: try keys.decodeIfPresent(String.self, forKey: .split), facet: try keys.decodeIfPresent(String.self, forKey: .facet),
      filter: try keys.decodeIfPresent(Filter.self, forKey: .filter),
      runs: try keys.decodeIfPresent([String].self, forKey: .runs) ?? [])
    try checkNumbers()
  }

  public func encode(to encoder: any Encoder) throws {
    var keys = encoder.container(keyedBy: Key.self)
    try keys.encode(x, forKey: .x)
    try keys.encode(y, forKey: .y)
    try keys.encodeIfPresent(split, forKey: .split)
    try keys.encodeIfPresent(facet, forKey: .facet)
    try keys.encodeIfPresent(filter, forKey: .filter)
    if !runs.isEmpty { try keys.encode(runs, forKey: .runs) }
  }
}

extension ChartQuery.X: Codable {
  private enum Key: String, CodingKey, CaseIterable { case column, bins, width, distinct, order, limit }

  public init(from decoder: any Decoder) throws {
    let keys = try decoder.knownKeys(Key.self, in: "x of a chart")
    var groups: [ChartQuery.Groups] = []
    if let bins = try keys.decodeIfPresent(Int.self, forKey: .bins) { groups.append(.bins(bins)) }
    if let width = try keys.decodeIfPresent(Double.self, forKey: .width) { groups.append(.width(width)) }
    if try keys.decodeIfPresent(Bool.self, forKey: .distinct) == true { groups.append(.distinct) }
    guard groups.count < 2 else { throw ChartQuery.fault("x has more than one of bins, width and distinct", "choose one") }
    self.init(
      try keys.decode(String.self, forKey: .column), groups.first,
      order: try keys.decodeIfPresent(String.self, forKey: .order).map(ChartQuery.Order.init(named:)),
      limit: try keys.decodeIfPresent(Int.self, forKey: .limit))
  }

  public func encode(to encoder: any Encoder) throws {
    var keys = encoder.container(keyedBy: Key.self)
    try keys.encode(column, forKey: .column)
    switch groups {
    case .bins(let count): try keys.encode(count, forKey: .bins)
    case .width(let width): try keys.encode(width, forKey: .width)
    case .distinct: try keys.encode(true, forKey: .distinct)
    case nil: break
    }
    try keys.encodeIfPresent(order, forKey: .order)
    try keys.encodeIfPresent(limit, forKey: .limit)
  }
}

extension ChartQuery.Y: Codable {
  private enum Key: String, CodingKey, CaseIterable { case column, aggregate, quantile }

  public init(from decoder: any Decoder) throws {
    let keys = try decoder.knownKeys(Key.self, in: "y of a chart")
    let quantile = try keys.decodeIfPresent(Double.self, forKey: .quantile)
    let name = try keys.decodeIfPresent(String.self, forKey: .aggregate) ?? quantile.map { _ in "quantile" }
    self.init(
      try keys.decodeIfPresent(String.self, forKey: .column),
      try name.map { try ChartQuery.Aggregate(named: $0, quantile: quantile) })
  }

  public func encode(to encoder: any Encoder) throws {
    var keys = encoder.container(keyedBy: Key.self)
    try keys.encodeIfPresent(column, forKey: .column)
    try keys.encode(aggregate.name, forKey: .aggregate)
    if case .quantile(let share) = aggregate { try keys.encode(share, forKey: .quantile) }
  }
}

extension ChartQuery.Order {
  /// - Throws: `LeapError` with the nearest name.
  public init(named name: String) throws {
    guard let order = Self(rawValue: name) else {
      let names = Self.allCases.map(\.rawValue)
      let nearest = nearestWord(to: name, among: names).map { "did you mean '\($0)'?" }
      throw ChartQuery.fault("there is no order '\(name)'", nearest ?? "choose from \(names.joined(separator: ", "))")
    }
    self = order
  }
}
