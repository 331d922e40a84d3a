import PluginKit

/// The size of the pictures of a batch: `[channels, height, width]`, or `[height, width]` for one channel.
struct Picture {
  let channels: Int
  let height: Int
  let width: Int
  var area: Int { height * width }
  /// Values of one picture.
  var count: Int { channels * area }

  /// - Throws: `.unsupported` for inputs that are no pictures, `.argument` for pictures that the model does not take.
  init(_ batch: Batch, _ model: ModelView) throws {
    let shape = Array(batch.inputs.shape.dropFirst())
    guard shape == model.input.shape else {
      throw PluginError(.argument, "the samples are \(shape), but the model takes \(model.input.shape)")
    }
    guard shape.count == 2 || shape.count == 3, !shape.contains(0) else {
      throw PluginError(.unsupported, "a heat map needs pictures [channels, height, width], and these samples are \(shape)")
    }
    channels = shape.count == 3 ? shape[0] : 1
    height = shape[shape.count - 2]
    width = shape[shape.count - 1]
  }
}
