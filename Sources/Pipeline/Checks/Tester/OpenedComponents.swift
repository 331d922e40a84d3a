import Analytics
import Core
import PluginHost
import ProjectConfiguration
import Store

/// Opens the parts of the project, each by itself: what cannot be opened is a finding, and the others are tested all the same.
extension ProjectTester {
  func openDataset(_ name: String) async -> PluginDataset? {
    do {
      let dataset = try await registry.dataset(try choice.one(plan.dataset, .dataset))
      if let names = plan.classNames, names.count != dataset.classNames.count {
        log.find(
          .unusable, in: name, subject: "classes", place: plan.source.name,
          remedy: "name each of them under model.prediction.classes, or leave the names out",
          "it has \(dataset.classNames.count) classes, and leap.yaml names \(names.count)")
      }
      return dataset
    } catch {
      let isTwin = (error as? LeapError)?.problem == PluginDataset.sameNames
      log.find(error, in: name, code: isTwin ? .duplicateSubset : .unusable)
      return nil
    }
  }

  /// The model with the weights of the last evaluated run, or with random ones.
  func openModel(_ dataset: PluginDataset) async -> (test: ModelTest?, weights: String?) {
    let name = "model \(plan.model.plugin)"
    log.add(component: name, role: "model")
    do {
      let plugin = try choice.one(plan.model, .model)
      let model = try await registry.model(plugin, input: dataset.input, classes: dataset.classNames.count)
      let test = ModelTest(name: name, model: model, log: log)
      // A run of another model does not fit, and then the weights are of no interest.
      if let open = try? OpenRun(plan: plan, name: nil),
        let bytes = try? readWhole(open.run.path(RunFiles.model)), (try? await model.load(.weights, bytes)) != nil
      {
        return (test, open.run.name)
      }
      guard model.offersTraining else { return (nil, nil) }
      try await model.initialize(seed: plan.trainingSeed)
      return (test, "random")
    } catch {
      log.find(error, in: name)
      return (nil, nil)
    }
  }

  /// Metadata, metrics and functions; and whether one of them asks for class means.
  func openColumns(_ dataset: PluginDataset) async -> (parts: [OpenedPart], needsMeans: Bool) {
    var parts: [OpenedPart] = []
    for (uses, role) in [(plan.metadata, PluginRole.metadata), (plan.metrics, .metric)] {
      for (name, use, plugin) in resolved(uses, role) {
        do {
          let plugin = try plugin.get()
          let role = try await registry.columns(plugin)
          parts.append(
            .columns(ColumnPart(name: name, id: plugin.component.id, role: role, expectations: use.expectations)))
        } catch {
          log.find(error, in: name)
        }
      }
    }
    for use in plan.functions {
      let name = "function \(use.name)"
      log.add(component: name, role: "function")
      do {
        let function = try ResolvedFunction(use, plan: plan)
        try await function.check()
        parts.append(.function(name: name, use, try await BoundFunction(function)))
      } catch {
        log.find(error, in: name, isOptional: use.isOptional)
      }
    }
    return (parts, plan.functions.contains { $0.needs(.classMean) })
  }

  func openVisualizers(_ model: PluginModel?) async -> [VisualizerTest] {
    var found: [VisualizerTest] = []
    for (name, _, plugin) in resolved(plan.visualizers, .visualizer) {
      do {
        found.append(VisualizerTest(name: name, visualizer: try await registry.visualizer(plugin.get()), model: model, log: log))
      } catch {
        log.find(error, in: name)
      }
    }
    return found
  }

  /// Loads the analyzers, which are not run.
  /// - Returns: what they fill.
  func openAnalyzers() async -> ReferenceCheck.Filled {
    var filled: ReferenceCheck.Filled = []
    for (name, _, plugin) in resolved(plan.analyzers, .analyzer) {
      do {
        let plugin = try plugin.get()
        try plan.checkReads(plugin)
        filled.append((plugin.component.id, try await registry.analyzer(plugin).columns))
      } catch {
        log.find(error, in: name)
      }
    }
    return zip(filled, AnalyzerTeam.yielded(filled.map(\.columns))).map { part, yielded in
      (part.id, part.columns.filter { !yielded.contains($0.name) })
    }
  }

  /// Looks up what leap.yaml's charts, bars, analyzers and loss name, where all that fills columns could be opened.
  func checkReferences(_ dataset: PluginDataset, _ parts: ReferenceCheck.Filled, _ analyzers: ReferenceCheck.Filled) {
    let namesColumns = plan.analyzers.contains { $0.columns != nil }
    guard !(plan.charts.isEmpty && plan.gates.isEmpty && !namesColumns && Loss(plan.loss) != nil) else { return }
    log.add(component: ReferenceCheck.component, role: "project")
    guard !log.has(.unusable) else { return }
    ReferenceCheck(
      plan: plan, subsets: dataset.subsets, classes: dataset.classNames.count, parts: parts, analyzers: analyzers, log: log
    ).run()
  }

  /// The components of a role, leap.yaml's and the command line's, each named in the log.
  private func resolved(
    _ uses: [PluginEntry], _ role: PluginRole
  ) -> [(name: String, use: PluginEntry, plugin: Result<ResolvedPlugin, any Error>)] {
    var known: [ResolvedPlugin] = []
    let named = uses.map { use -> (PluginEntry, Result<ResolvedPlugin, any Error>) in
      do {
        let plugin = try registry.resolve(use, role: role, plan: plan)
        try choice.checkIsNew(plugin, role, among: known)
        known.append(plugin)
        return (use, .success(plugin))
      } catch {
        return (use, .failure(error))
      }
    }
    // What the command line adds was loaded when the tester was made.
    let added = ((try? choice.list([], role)) ?? []).filter { plugin in
      !known.contains { $0.library.id == plugin.library.id && $0.component.id == plugin.component.id }
    }
    return (named + added.map { ($0.use, .success($0)) }).map { use, plugin in
      let name = "\(role.rawValue) \(use.plugin)" + (use.component.map { " \($0)" } ?? "")
      log.add(component: name, role: role.rawValue)
      return (name, use, plugin)
    }
  }
}
