import Glibc
import Synchronization

/// The threads behind `parallel_for`: one set for the process, the caller being one of them.
///
/// A loop is cut into units that depend on its size and grain alone; threads pick units, so results do not depend on how many
/// threads there are. A loop that starts while another runs is worked off by its caller alone.
// All mutable state is either atomic or touched only with `mutex` held.
final class WorkPool: @unchecked Sendable {
  typealias Body = @convention(c) (UnsafeMutableRawPointer?, Int32, Int64, Int64) -> Void

  /// The pool of this process: as many lanes as it has processors, or as `LEAP_THREADS` says.
  static let shared = WorkPool(
    lanes: getenv("LEAP_THREADS").flatMap { Int(String(cString: $0)) }.map { min(max($0, 1), 256) }
      ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  let lanes: Int

  private struct Job {
    var body: Body
    var argument: UnsafeMutableRawPointer?
    var count: Int64
    var grain: Int64
    var units: Int
  }

  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let work = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let done = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var job: Job?
  private var sleepers = 0
  private let generation = Atomic<Int>(0)
  private let nextUnit = Atomic<Int>(0)
  /// Workers inside the current job.
  private let active = Atomic<Int>(0)
  private let busy = Atomic<Bool>(false)

  init(lanes: Int) {
    self.lanes = lanes
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(work, nil)
    pthread_cond_init(done, nil)
    for lane in 1..<max(lanes, 1) + 0 where lane < lanes {
      let start = Unmanaged.passRetained(Start(pool: self, lane: lane))
      var thread = pthread_t()
      pthread_create(
        &thread, nil,
        { argument in
          let start = Unmanaged<Start>.fromOpaque(argument!).takeRetainedValue()
          start.pool.serve(lane: start.lane)
          return nil
        }, start.toOpaque())
      pthread_detach(thread)
    }
  }

  private final class Start {
    let pool: WorkPool
    let lane: Int
    init(pool: WorkPool, lane: Int) {
      self.pool = pool
      self.lane = lane
    }
  }

  /// Runs body for all units and returns when all are done. `count` and `grain` are above 0.
  func run(count: Int64, grain: Int64, body: @escaping Body, argument: UnsafeMutableRawPointer?) {
    let job = Job(body: body, argument: argument, count: count, grain: grain, units: Int((count - 1) / grain + 1))
    guard lanes > 1, job.units > 1, !busy.exchange(true, ordering: .acquiring) else {
      for unit in 0..<job.units { Self.run(unit, of: job, lane: 0) }
      return
    }
    pthread_mutex_lock(mutex)
    self.job = job
    nextUnit.store(0, ordering: .relaxed)
    generation.add(1, ordering: .releasing)
    if sleepers > 0 { pthread_cond_broadcast(work) }
    pthread_mutex_unlock(mutex)

    work(on: job, lane: 0)

    pthread_mutex_lock(mutex)
    self.job = nil
    pthread_mutex_unlock(mutex)
    var spins = 0
    while active.load(ordering: .acquiring) > 0, spins < Self.spins {
      sched_yield()
      spins += 1
    }
    if active.load(ordering: .acquiring) > 0 {
      pthread_mutex_lock(mutex)
      while active.load(ordering: .acquiring) > 0 { pthread_cond_wait(done, mutex) }
      pthread_mutex_unlock(mutex)
    }
    busy.store(false, ordering: .releasing)
  }

  /// Short waits are spent yielding, longer ones asleep: a training step has some ten loops a few hundred microseconds apart.
  private static let spins = 200

  private func serve(lane: Int) {
    var seen = 0
    while true {
      var spins = 0
      while generation.load(ordering: .acquiring) == seen, spins < Self.spins {
        sched_yield()
        spins += 1
      }
      pthread_mutex_lock(mutex)
      while generation.load(ordering: .acquiring) == seen {
        sleepers += 1
        pthread_cond_wait(work, mutex)
        sleepers -= 1
      }
      seen = generation.load(ordering: .acquiring)
      let job = self.job
      if job != nil { active.add(1, ordering: .relaxed) }
      pthread_mutex_unlock(mutex)
      guard let job else { continue }
      work(on: job, lane: lane)
      if active.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 {
        pthread_mutex_lock(mutex)
        pthread_cond_signal(done)
        pthread_mutex_unlock(mutex)
      }
    }
  }

  private func work(on job: Job, lane: Int) {
    while true {
      let unit = nextUnit.add(1, ordering: .relaxed).oldValue
      if unit >= job.units { return }
      Self.run(unit, of: job, lane: lane)
    }
  }

  private static func run(_ unit: Int, of job: Job, lane: Int) {
    let begin = Int64(unit) * job.grain
    job.body(job.argument, Int32(lane), begin, min(begin + job.grain, job.count))
  }
}
