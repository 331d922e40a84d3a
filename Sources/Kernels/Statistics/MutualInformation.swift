/// How much one word tells about another.
public enum MutualInformation {
  /// The mutual information of rows and columns of a table of counts `[rows, columns]`, in bits; 0 for an empty table.
  public static func bits(_ counts: [Int], columns: Int) -> Double {
    guard columns > 0 else { return 0 }
    let rows = counts.count / columns
    var byRow = [Int](repeating: 0, count: rows)
    var byColumn = [Int](repeating: 0, count: columns)
    for i in 0..<rows {
      for j in 0..<columns {
        byRow[i] += counts[i * columns + j]
        byColumn[j] += counts[i * columns + j]
      }
    }
    let all = Double(byRow.reduce(0, +))
    var sum = 0.0
    for i in 0..<rows {
      for j in 0..<columns where counts[i * columns + j] > 0 {
        let count = Double(counts[i * columns + j])
        sum += count * logarithm(count / Double(byRow[i]) * all / Double(byColumn[j]))
      }
    }
    return all > 0 ? max(0, sum / all / 0.6931471805599453) : 0
  }
}
