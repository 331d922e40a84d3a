/// Sorts numbers in ascending order, -0 before 0, in O(n): digits of 11 bits from the least (LSD radix sort; Knuth, TAOCP 5.2.5).
///
/// - Precondition: no value is NaN.
func sortedAscending(_ values: [Double]) -> [Double] {
  // Below this, comparing is faster than counting.
  guard values.count > 2048 else { return values.sorted() }
  // Bit patterns that order as the numbers do.
  var keys = values.map { value in
    let bits = value.bitPattern
    return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
  }
  var moved = keys
  for shift in stride(from: UInt64(0), to: 64, by: 11) {
    var starts = [Int](repeating: 0, count: 2048)
    for key in keys { starts[Int(key >> shift & 2047)] += 1 }
    // A digit that all share moves nothing.
    if starts.contains(keys.count) { continue }
    var sum = 0
    for digit in 0..<2048 { (starts[digit], sum) = (sum, sum + starts[digit]) }
    for key in keys {
      let digit = Int(key >> shift & 2047)
      moved[starts[digit]] = key
      starts[digit] += 1
    }
    swap(&keys, &moved)
  }
  return keys.map { Double(bitPattern: $0 >> 63 == 1 ? $0 & ~(1 << 63) : ~$0) }
}
