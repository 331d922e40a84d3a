import Dispatch
import Synchronization
import Testing

@testable import PluginHost

/// The threads behind `parallel_for`.
@Suite struct WorkPoolTests {
  private final class Log: Sendable {
    let seen = Mutex<[Int64: Int]>([:])
    let lanes = Mutex<Set<Int32>>([])
  }

  private func run(_ pool: WorkPool, count: Int64, grain: Int64) -> Log {
    let log = Log()
    pool.run(
      count: count, grain: grain,
      body: { argument, lane, begin, end in
        let log = Unmanaged<Log>.fromOpaque(argument!).takeUnretainedValue()
        log.lanes.withLock { _ = $0.insert(lane) }
        log.seen.withLock { seen in for i in begin..<end { seen[i, default: 0] += 1 } }
      }, argument: Unmanaged.passUnretained(log).toOpaque())
    return log
  }

  @Test(arguments: [1, 2, 3, 8]) func everyItemOnce(_ lanes: Int) {
    let pool = WorkPool(lanes: lanes)
    for (count, grain) in [(1, 1), (7, 3), (100, 1), (101, 10), (64, 64), (5, 100)] as [(Int64, Int64)] {
      let log = run(pool, count: count, grain: grain)
      #expect(log.seen.withLock { $0 } == Dictionary(uniqueKeysWithValues: (0..<count).map { ($0, 1) }))
      #expect(log.lanes.withLock { $0.allSatisfy { $0 >= 0 && $0 < lanes } })
    }
  }

  @Test func manyCallersAtOnce() async {
    let pool = WorkPool(lanes: 3)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
              let right = (0..<50).allSatisfy { _ in self.run(pool, count: 40, grain: 3).seen.withLock { $0.count } == 40 }
              continuation.resume(returning: right)
            }
          }
        }
      }
      for await right in group { #expect(right) }
    }
  }
}
