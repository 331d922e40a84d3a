import PluginAPI

/// What stands behind a `leap_model_view`: lends a model to another plugin's call.
///
/// Its functions run on the caller's thread, under the model's own lock, and note errors in the caller's call.
final class ModelViewContext: Sendable {
  fileprivate let instance: Instance
  fileprivate let table: RoleTable<leap_model>
  /// The number of the model's weights at the time when it is lent.
  private let weights: UInt64

  init(_ model: PluginModel) {
    instance = model.instance
    table = RoleTable(model.instance)
    weights = model.weights.number
  }

  /// Lends the view while `body` runs.
  func withView<Result>(_ body: (UnsafePointer<leap_model_view>) -> Result) -> Result {
    withExtendedLifetime(self) {
      var view = leap_model_view()
      view.struct_size = UInt32(MemoryLayout<leap_model_view>.size)
      view.context = Unmanaged.passUnretained(self).toOpaque()
      view.port = { context, call, i, out in
        enter(context, call) { table, instance, call in table.port(instance, call, i, out) }
      }
      view.forward = { context, call, x, count, ports, outs in
        enter(context, call) { table, instance, call in table.forward(instance, call, x, count, ports, outs) }
      }
      if table.pointer.pointee.gradient != nil {
        view.gradient = { context, call, x, labels, targetCount, targets, count, ports, gradients, values in
          enter(context, call) { table, instance, call in
            table.gradient(instance, call, x, labels, targetCount, targets, count, ports, gradients, values)
          }
        }
      }
      view.weights = weights
      return withUnsafePointer(to: view, body)
    }
  }
}

private func enter(
  _ context: UnsafeMutableRawPointer?, _ call: OpaquePointer?, _ body: (leap_model, OpaquePointer, OpaquePointer) -> Int32
) -> Int32 {
  guard let context, let call = CallContext.from(call) else { return Int32(LEAP_EARG) }
  let view = Unmanaged<ModelViewContext>.fromOpaque(context).takeUnretainedValue()
  return view.instance.nested(call) { instance, call in body(view.table.pointer.pointee, instance, call) }
}
