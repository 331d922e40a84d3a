import Kernels
import PluginKit

/// Random sets of superpixels as Shapley values weigh them: a set of size k of m has the probability of all sizes
/// (m - 1) / (k (m - k)), and each is followed by its complement (Covert, Lee 2021, "Improving KernelSHAP").
struct Coalitions {
  /// Superpixels, `cells` a side or fewer where the picture is smaller.
  let players: Int
  let count: Int
  /// `[count, players]`, 1 for a member.
  let members: [UInt8]
  /// `[area]`: which superpixel a pixel belongs to.
  let player: [Int]

  init(_ picture: Picture, _ settings: Settings) {
    let (down, across) = (min(settings.cells, picture.height), min(settings.cells, picture.width))
    let players = down * across
    player = (0..<picture.area).map { i in
      i / picture.width * down / picture.height * across + i % picture.width * across / picture.width
    }
    let pairs = max(settings.coalitions / 2, players)
    var shares = (1..<max(2, players)).map { 1 / (Double($0) * Double(max(1, players - $0))) }
    let total = shares.reduce(0, +)
    for i in shares.indices { shares[i] = shares[i] / total + (i == 0 ? 0 : shares[i - 1]) }
    var members = [UInt8](repeating: 0, count: 2 * pairs * players)
    for pair in 0..<pairs {
      let random = CounterRandom(settings.seed, 0x7368_6170, UInt64(pair))
      let place = Double(random.uniform(0))
      let size = 1 + (shares.firstIndex { place < $0 } ?? shares.count - 1)
      // The beginning of a random order (Fisher and Yates).
      var order = Array(0..<players)
      for i in 0..<min(size, players) {
        order.swapAt(i, i + Int(random.bits(UInt64(1 + i)) % UInt64(players - i)))
        members[2 * pair * players + order[i]] = 1
      }
      for i in 0..<players { members[(2 * pair + 1) * players + i] = 1 - members[2 * pair * players + i] }
    }
    self.players = players
    count = 2 * pairs
    self.members = members
  }
}
