import Kernels

/// The host's own pool of threads, as its plugins see it behind `parallel_for`.
func threads(_ lanes: Int) -> Parallel {
  if lanes <= 1 { return .serial }
  let pool = WorkPool(lanes: lanes)
  return Parallel(lanes: lanes) { units, body in
    withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { body in
        pool.run(
          count: Int64(units), grain: 1,
          body: { argument, lane, first, end in
            let body = argument!.assumingMemoryBound(to: ((Int, Int) -> Void).self).pointee
            for unit in first..<end { body(Int(lane), Int(unit)) }
          }, argument: UnsafeMutableRawPointer(mutating: body))
      }
    }
  }
}
