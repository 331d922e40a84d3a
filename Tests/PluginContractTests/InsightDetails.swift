import Foundation
import PluginHost

/// What a finding tells beside its title and its members.
struct InsightDetails: Decodable {
  struct Range: Decodable { let value, low, high: Double }
  struct Column: Decodable {
    let name, value: String
    let count: Int
    let share, rest_share, mutual_information, p: Double
    let lift: Double?
  }
  struct Pair: Decodable { let members, rest: Double? }
  struct Effect: Decodable { let loss, accuracy: Pair }
  let size: Int
  let effect: Effect
  let columns: [Column]
  let precision: Range?
  let subset: String?
  let `class`: Int?
  let match: String?
}

extension InsightDetails {
  init(_ insight: Insight) throws {
    self = try JSONDecoder().decode(Self.self, from: Data((insight.details ?? "").utf8))
  }
}
