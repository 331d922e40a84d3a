import Kernels

/// Groups of samples that are alike for the model.
struct Clusters {
  let count: Int
  /// `[n]`
  let assignment: [Int32]

  init(_ samples: Samples, _ options: Options, _ work: Work) {
    let points = PrincipalSubspace.points(
      samples.features, count: samples.count, dimensions: samples.dimensions, parallel: work.parallel)
    let found = KMeans(points, clusters: options.clusters, seed: options.seed, parallel: work.parallel)
    // The largest is cluster 0.
    let order = found.sizes.indices.sorted { (-found.sizes[$0], $0) < (-found.sizes[$1], $1) }
    var number = [Int32](repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { number[old] = Int32(new) }
    count = order.count
    assignment = found.assignment.map { number[Int($0)] }
  }
}
