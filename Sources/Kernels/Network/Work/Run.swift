/// What the operations of one pass have to know.
struct Run {
  var samples: Int
  var targets = 1
  /// Dropout drops, batch norm uses the statistics of the batch.
  var isTraining = false
  var wantsParameterGradients = false
  /// A backward pass follows.
  var keepsForBackward = false
  var seed: UInt64 = 0
  var step = 0

  var rows: Int { samples * targets }
  var backwardSchedule: Schedule { Schedule(samples: samples, targets: targets) }
}
