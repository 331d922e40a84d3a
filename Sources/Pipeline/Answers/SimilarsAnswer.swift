/// The samples most like others.
public struct SimilarsAnswer: Answer {
  private let query: any Encodable & Sendable
  private let neighbors: [NeighborAnswer]

  /// - Parameters:
  ///   - query: What was asked for, as it was written: a text on the command line, a list of samples in the API.
  ///   - neighbors: The nearest first.
  public init(query: some Encodable & Sendable, neighbors: [Neighbor]) {
    self.query = query
    self.neighbors = neighbors.map(NeighborAnswer.init)
  }

  public var members: AnswerMembers { ["query": query, "neighbors": neighbors] }
}

/// One sample like others.
public struct NeighborAnswer: Answer {
  private let neighbor: Neighbor
  public init(_ neighbor: Neighbor) { self.neighbor = neighbor }

  public var members: AnswerMembers {
    [
      "sample": neighbor.sample.description, "row": neighbor.row, "distance": neighbor.distance, "label": neighbor.label,
      "prediction": neighbor.prediction,
    ]
  }
}
