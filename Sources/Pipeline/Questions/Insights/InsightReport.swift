import Core
import Store

/// One finding, with everything that a person decides upon.
public struct InsightReport: Sendable {
  /// A sample that the finding is about.
  public struct Member: Sendable {
    public var sample: SampleID
    /// The sample's number over all subsets.
    public var row: Int
    /// How sure the analyzer is of it, 0 to 1.
    public var score: Double?
    public var label: Int?
    public var prediction: Int?
    public var loss: Double?
  }
  /// A figure of the members beside the same figure of all other samples.
  public struct Effect: Sendable {
    /// The name of the figure, such as "loss" or "accuracy".
    public var name: String
    public var ofMembers: Double
    public var ofRest: Double
  }
  /// A column that tells the members from the rest.
  public struct Explanation: Sendable {
    public var name: String
    /// A value of the column, or a range as text.
    public var value: String
    /// Members with that value.
    public var count: Int
    /// The share of the members that have the value.
    public var share: Double?
    /// The share of all other samples that have the value.
    public var restShare: Double?
    /// The ratio of the two shares.
    public var lift: Double?
    /// How much the column says about membership, in bits.
    public var mutualInformation: Double?
  }

  public var insight: InsightRecord
  public var members: [Member]
  public var effects: [Effect]
  public var explanations: [Explanation]
  /// Everything that the analyzer told.
  public var details: JSONValue
}

/// Details are a plugin's words: what is not as expected is left out.
extension InsightReport.Effect {
  /// The effects that an analyzer's details tell of, by name.
  static func all(in details: JSONValue) -> [Self] {
    guard case .object(let all)? = details.at(pointer: "/effect") else { return [] }
    return all.keys.sorted().compactMap { name in
      guard let members = all[name]?.number(at: "/members"), let rest = all[name]?.number(at: "/rest") else { return nil }
      return Self(name: name, ofMembers: members, ofRest: rest)
    }
  }
}

extension InsightReport.Explanation {
  /// The explanations in an analyzer's details, in its order.
  static func all(in details: JSONValue) -> [Self] {
    guard case .array(let all)? = details.at(pointer: "/columns") else { return [] }
    return all.compactMap(Self.init)
  }

  private init?(_ value: JSONValue) {
    guard case .string(let name)? = value.at(pointer: "/name"), case .string(let text)? = value.at(pointer: "/value"),
      let count = value.number(at: "/count").flatMap({ Int(exactly: $0) })
    else { return nil }
    self.init(
      name: name, value: text, count: count, share: value.number(at: "/share"), restShare: value.number(at: "/rest_share"),
      lift: value.number(at: "/lift"), mutualInformation: value.number(at: "/mutual_information"))
  }
}

extension JSONValue {
  fileprivate func number(at pointer: String) -> Double? {
    switch at(pointer: pointer) {
    case .double(let value)?: value
    case .int(let value)?: Double(value)
    default: nil
    }
  }
}
