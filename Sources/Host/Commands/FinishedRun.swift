import Pipeline

/// The run that was named, or the last finished one of the project; where there is none, the project is run.
func finishedRun(_ project: ProjectOptions, _ which: RunOption, _ report: @escaping Reporter) async throws -> OpenRun {
  let plan = try project.plan()
  if let name = which.name { return try OpenRun(plan: plan, name: name) }
  // No run, or one that cannot be read: running the project makes what is missing, or says what is wrong.
  if project.plugin.isEmpty, let open = try? OpenRun(plan: plan, name: nil), open.run.finishedAt != nil { return open }
  let session = try project.session(report)
  let summary = try await session.run()
  return try OpenRun(store: session.store, project: session.plan.name, name: summary.run)
}
