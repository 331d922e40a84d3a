/// What the model makes of an image that a person has changed.
public struct ProbeAnswer: Answer {
  private let probed: ProbedImage
  public init(_ probed: ProbedImage) { self.probed = probed }

  public var members: AnswerMembers {
    [
      "prediction": probed.prediction.predicted, "probabilities": probed.prediction.probabilities.map(AnswerNumber.init),
      "loss": probed.prediction.loss, "place": probed.place.map { [AnswerNumber(Double($0.x)), AnswerNumber(Double($0.y))] },
      "neighbors": probed.neighbors.map(NeighborAnswer.init),
    ]
  }
}
