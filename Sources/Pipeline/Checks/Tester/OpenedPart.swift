import Core
import PluginHost
import ProjectConfiguration

/// A part that was opened, before it has seen training samples.
enum OpenedPart {
  case columns(ColumnPart)
  case function(name: String, FunctionEntry, BoundFunction)

  /// What it fills, with the id that goes before a name that is taken.
  var filled: (id: String, columns: [ColumnInfo]) {
    switch self {
    case .columns(let part): (part.id, part.columns)
    case .function(_, let use, _): (FunctionEntry.id, use.columns)
    }
  }
}
