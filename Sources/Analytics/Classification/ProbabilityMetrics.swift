import Glibc

extension Outcomes {
  /// The share of samples whose true class is among the k most probable; of equals, the later class comes first, as in scikit-learn's
  /// `top_k_accuracy_score`. nil without samples.
  public func topAccuracy(_ k: Int) -> Double? {
    guard count > 0 else { return nil }
    var hits = 0
    for i in 0..<count {
      let truth = labels[i]
      let probability = probability(i, of: truth)
      var before = 0
      for c in 0..<classes {
        let other = self.probability(i, of: c)
        if other > probability || (other == probability && c > truth) { before += 1 }
      }
      if before < k { hits += 1 }
    }
    return Double(hits) / Double(count)
  }

  /// The mean of -log p of the true class, in nats, with p no smaller than 2^-52, as in scikit-learn's `log_loss`. nil without samples.
  ///
  /// The mean of the column `loss` has no such bound.
  public var logLoss: Double? {
    guard count > 0 else { return nil }
    var sum = 0.0
    for i in 0..<count { sum -= log(min(max(probability(i, of: labels[i]), .ulpOfOne), 1 - .ulpOfOne)) }
    return sum / Double(count)
  }
}
