import Core
import Store

/// The batches of a training as arrays, its epochs in the header.
enum TrainingMessage {
  static func message(_ view: RunView, from first: Int) throws -> ArrayMessage {
    let batches = try view.store.batches(of: view.run, fromStep: first)
    let epochs = try view.store.epochs(of: view.run)
    return ArrayMessage(
      parts: [
        .init("step", .uint32(batches.map { UInt32(clamping: $0.step) })),
        .init("epoch", .uint32(batches.map { UInt32(clamping: $0.epoch) })),
        .init("loss", .float64(batches.map(\.loss))), .init("accuracy", .float64(batches.map(\.accuracy))),
        .init("learning_rate", .float64(batches.map(\.learningRate))), .init("seconds", .float64(batches.map(\.seconds))),
      ],
      header: [
        "epochs": .list(
          epochs.map { epoch in
            .object([
              "epoch": .number(epoch.epoch), "training_loss": .number(epoch.trainingLoss),
              "training_accuracy": .number(epoch.trainingAccuracy), "validation_loss": .number(epoch.validationLoss),
              "validation_accuracy": .number(epoch.validationAccuracy), "seconds": .number(epoch.seconds),
            ])
          })
      ])
  }
}
