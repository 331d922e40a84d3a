/// One register tile of M = V U at one frequency: `count` (1 to 6) tiles against one block of filters.
///
/// v is `[count, length]`, weights `[length, L.width]`, m `[count, L.width]`. With a constant `count` the unused rows vanish.
@inline(__always)
func frequencyTile<L: Lanes>(
  _: L.Type, count: Int, _ v: UnsafePointer<Float>, length: Int, weights: UnsafePointer<Float>,
  to m: UnsafeMutablePointer<Float>
) {
  var c0 = L.zero, c1 = L.zero, c2 = L.zero, c3 = L.zero, c4 = L.zero, c5 = L.zero
  var w = weights
  for i in 0..<length {
    let u = L.load(w)
    c0 = c0.adding(u, v[i])
    if count > 1 { c1 = c1.adding(u, v[length + i]) }
    if count > 2 { c2 = c2.adding(u, v[2 * length + i]) }
    if count > 3 { c3 = c3.adding(u, v[3 * length + i]) }
    if count > 4 { c4 = c4.adding(u, v[4 * length + i]) }
    if count > 5 { c5 = c5.adding(u, v[5 * length + i]) }
    w += L.width
  }
  c0.store(m)
  if count > 1 { c1.store(m + L.width) }
  if count > 2 { c2.store(m + 2 * L.width) }
  if count > 3 { c3.store(m + 3 * L.width) }
  if count > 4 { c4.store(m + 4 * L.width) }
  if count > 5 { c5.store(m + 5 * L.width) }
}

/// Any number of tiles, cut into register tiles of equal size as far as may be.
@inline(__always)
func frequencyProduct<L: Lanes>(
  _: L.Type, tiles: Int, _ v: UnsafePointer<Float>, length: Int, weights: UnsafePointer<Float>,
  to m: UnsafeMutablePointer<Float>
) {
  let size = equalShare(of: tiles, atMost: 6)
  var t = 0
  while t < tiles {
    let x = v + t * length, y = m + t * L.width
    let count = min(size, tiles - t)
    switch count {
    case 6: frequencyTile(L.self, count: 6, x, length: length, weights: weights, to: y)
    case 5: frequencyTile(L.self, count: 5, x, length: length, weights: weights, to: y)
    case 4: frequencyTile(L.self, count: 4, x, length: length, weights: weights, to: y)
    case 3: frequencyTile(L.self, count: 3, x, length: length, weights: weights, to: y)
    case 2: frequencyTile(L.self, count: 2, x, length: length, weights: weights, to: y)
    default: frequencyTile(L.self, count: 1, x, length: length, weights: weights, to: y)
    }
    t += count
  }
}
