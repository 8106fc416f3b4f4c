import Telemetry

/// What the steps of a run came to so far: as small after ten thousand of them as after one.
public struct StepTally: Hashable, Sendable {
  /// How many steps there were.
  public private(set) var count = 0
  /// The number of the last step; 0 before there was one.
  public private(set) var lastStep = 0
  private var first = StepSums()
  private var settled = StepSums()

  /// Makes a tally of no steps.
  public init() {}

  /// Makes a tally of some steps, one after another.
  public init(_ steps: some Sequence<StepRecord>) {
    for step in steps { add(step) }
  }

  /// Counts one more step.
  public mutating func add(_ step: StepRecord) {
    if count == 0 { first.add(step) } else { settled.add(step) }
    count += 1
    lastStep = step.step
  }

  /// Means over all steps but the first, which fills the pipeline; of the first where it is the only
  /// one, and `nil` where there is none.
  public var means: StepMeans? { StepMeans(count > 1 ? settled : first) }
}
