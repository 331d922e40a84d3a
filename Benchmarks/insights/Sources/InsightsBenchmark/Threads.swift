import Dispatch
import Kernels
import Synchronization

/// As many threads as lanes, taken from Dispatch's pool.
func threads(_ lanes: Int) -> Parallel {
  if lanes <= 1 { return .serial }
  return Parallel(lanes: lanes) { units, body in
    withoutActuallyEscaping(body) { body in
      // Only read, and concurrentPerform returns when all threads are done with it.
      // The loop returns only when all threads have run their share, so body outlives them.
      nonisolated(unsafe) let body = body
      let next = Atomic<Int>(0)
      DispatchQueue.concurrentPerform(iterations: lanes) { lane in
        while case let unit = next.add(1, ordering: .relaxed).oldValue, unit < units { body(lane, unit) }
      }
    }
  }
}
