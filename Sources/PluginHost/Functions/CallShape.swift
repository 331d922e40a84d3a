import ProjectConfiguration

/// What of a function decides how its calls are laid out.
struct CallShape {
  var name = ""
  let signature: FunctionSignature
  let arguments: [FunctionArgument]
  let resultIsStatus: Bool
  var sources: [FunctionOutput.Source] { FunctionOutput.sources(signature, resultIsStatus: resultIsStatus) }
}

extension CallShape {
  init(_ use: FunctionEntry) {
    self.init(name: use.name, signature: use.signature, arguments: use.arguments, resultIsStatus: use.resultIsStatus)
  }
}
