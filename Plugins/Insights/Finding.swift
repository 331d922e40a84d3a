import PluginKit

/// Something that was found, before it is told.
struct Finding {
  var kind: String
  var title: String
  /// 0 to 1; `Severity` says how.
  var severity: Double
  /// Most typical first.
  var members: [Int]
  var scores: [Double]?
  /// What members are compared with; nil: all other samples.
  var rest: [Int]?
  /// Names of columns that the finding is made of, and which therefore explain nothing.
  var known: Set<String> = []
  /// Keys of this kind.
  var details: [String: JSON] = [:]
  /// Members beyond this many are counted and not listed.
  private static let listed = 20_000

  func insight(_ survey: Survey) -> Insight {
    let inside = Set(members)
    let rest = rest ?? (0..<survey.samples.count).filter { !inside.contains($0) }
    var object = details
    object["size"] = .number(Double(members.count))
    object["effect"] = Effect(members, rest, survey.samples).json
    object["columns"] = .array(survey.facets.explain(members, against: rest, leavingOut: known).map(\.json))
    return Insight(
      kind: kind, title: title, severity: severity, members: Array(members.prefix(Self.listed)),
      scores: scores.map { $0.prefix(Self.listed).map { min(1, max(0, $0)) } }, details: .object(object))
  }
}

/// How severities are made: each kind has a share that says how much of something is wrong, and the share that counts as 0.5.
enum Severity {
  /// share / (share + half): 0 for nothing, 0.5 at `half`, towards 1.
  static func of(_ share: Double, half: Double) -> Double { share <= 0 ? 0 : min(1, share / (share + half)) }
}

/// Mean loss and accuracy of members and of the others, over those that have a label.
struct Effect {
  let loss: (members: Double?, rest: Double?)
  let accuracy: (members: Double?, rest: Double?)

  init(_ members: [Int], _ rest: [Int], _ samples: Samples) {
    func mean(_ rows: [Int]) -> (loss: Double?, accuracy: Double?) {
      var (count, loss, right) = (0, 0.0, 0)
      for row in rows where samples.labels[row] >= 0 && samples.losses[row].isFinite {
        count += 1
        loss += Double(samples.losses[row])
        if samples.isRight(row) { right += 1 }
      }
      return count == 0 ? (nil, nil) : (loss / Double(count), Double(right) / Double(count))
    }
    let (inside, outside) = (mean(members), mean(rest))
    loss = (inside.loss, outside.loss)
    accuracy = (inside.accuracy, outside.accuracy)
  }

  var json: JSON {
    func pair(_ values: (members: Double?, rest: Double?)) -> JSON {
      .object(["members": values.members.map(JSON.number) ?? .null, "rest": values.rest.map(JSON.number) ?? .null])
    }
    return .object(["loss": pair(loss), "accuracy": pair(accuracy)])
  }

  /// "loss 0.31 against 0.05, accuracy 91.2% against 99.1%"; empty without labels.
  var text: String {
    guard let a = loss.members, let b = loss.rest, let c = accuracy.members, let d = accuracy.rest else { return "" }
    return "loss \(Decimals.short(a)) against \(Decimals.short(b)), "
      + "accuracy \(Decimals.percent(c)) against \(Decimals.percent(d))"
  }
}
