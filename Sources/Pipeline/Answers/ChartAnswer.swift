import Analytics

/// What a chart shows, under a title.
public struct ChartAnswer: Answer {
  private let result: ChartResult
  private let title: String

  /// - Parameter title: nil: made of what the chart asks.
  public init(_ result: ChartResult, title: String? = nil) {
    self.result = result
    self.title = title ?? "\(result.figureName) by \(result.query.x.column)"
  }

  public var members: AnswerMembers {
    [
      "title": title, "query": result.query, "groups": result.groups, "rows": result.rows, "left_out": result.leftOut,
      "others": result.others, "notes": result.notes,
    ]
  }
}
