import Core

extension ProjectPlan {
  /// All keys of leap.yaml.
  static let table = KeyTable(
    "The project",
    [
      Key("project", .pattern("[a-z0-9][a-z0-9_-]{0,63}"), required: true, "Its name"),
      Key("seed", .whole(from: 0, to: .max), default: .int(1), "Every random choice follows from it"),
      Key("dataset", PluginEntry.form(PluginEntry.plain), required: true, "The plugin that has the samples"),
      Key(
        "model", .either([.text, .map(ModelKeys.table)]), required: true, "The plugin that learns them, and how it is trained"),
      Key("plugins", .list(.map(PluginDeclaration.table)), "Plugins under names of the project's own"),
      Key(
        "metadata", PluginEntry.listForm(PluginEntry.metadata), default: .array([]),
        "Plugins that fill columns with facts about samples"),
      Key(
        "metrics", PluginEntry.listForm(PluginEntry.metric), default: .array([]),
        "Plugins that fill columns with facts about predictions"),
      Key(
        "loss", .either([.words(of: LossPlan.Kind.self), .map(LossPlan.table)]), default: .string("categorical-cross-entropy"),
        "What the column `loss` holds; the model is trained with its own"),
      Key(
        "visualizers", PluginEntry.listForm(PluginEntry.plain), default: .array([.string("libHeatMap.so")]),
        "Plugins that draw samples"),
      Key("functions", .list(.map(FunctionEntry.table)), default: .array([]), "C functions that fill columns; see functions.md"),
      Key(
        "analyzers", PluginEntry.listForm(PluginEntry.analyzer), default: .array(AnalysisKeys.standard.map(JSONValue.string)),
        "Plugins that look at all samples together"),
      Key("analysis", .map(AnalysisKeys.table), "The shipped analyzers by what they do; instead of analyzers"),
      Key("dashboard", .map(SavedChart.dashboard), "What people come back to"),
      Key("tests", .list(.map(GateEntry.table)), default: .array([]), "Bars that a run must clear: leap-host gate"),
      Key(
        "include", .list(.text), default: .array([.string("**")]),
        "Globs of the files that belong to the project (`*`, `?`, `[a-z]`, `**/` for any folders), for a push to a server; "
          + "they are checked, and nothing packs files yet"),
      Key("exclude", .list(.text), default: .array([]), "Globs of files that do not, of those that are included"),
    ])
}
