/// What a policy may know of the cluster when it decides.
///
/// It holds counts and loads, but neither the true length of an unfinished sample nor a fault to come:
/// the type keeps a policy from reading the future. A real cluster could fill it in.
public struct ClusterView: Hashable, Sendable {
  /// The groups that started with one weight version and were not yet learned from.
  public struct Cohort: Hashable, Sendable {
    /// The weight version its groups started with.
    public var version: Int
    /// Groups being written.
    public var inFlight: Int
    /// Groups with all samples finished.
    public var ready: Int

    /// Makes a cohort.
    public init(version: Int, inFlight: Int, ready: Int) {
      self.version = version
      self.inFlight = inFlight
      self.ready = ready
    }

    /// All groups of the cohort.
    public var outstanding: Int { inFlight + ready }
  }

  /// The weight version in training.
  public var version: Int
  /// Groups launched since the start of the run, less those that were dropped.
  public var launched: Int
  /// Groups given to the trainer since the start of the run, those in training included.
  public var taken: Int
  /// Prompts that were dropped and wait to be started anew.
  public var deferred: Int
  /// Whether what is written now is a round of prompts that were dropped before.
  public var isDeferredRound: Bool
  /// Groups not yet learned from, by the version they started with, oldest first.
  public var cohorts: [Cohort]

  /// Makes a view; without more, nothing is in training and nothing was dropped.
  public init(
    version: Int, launched: Int, taken: Int? = nil, deferred: Int = 0,
    isDeferredRound: Bool = false, cohorts: [Cohort]
  ) {
    self.version = version
    self.launched = launched
    self.taken = taken ?? launched - cohorts.reduce(0) { $0 + $1.outstanding }
    self.deferred = deferred
    self.isDeferredRound = isDeferredRound
    self.cohorts = cohorts
  }

  /// Groups being written.
  public var inFlight: Int { cohorts.reduce(0) { $0 + $1.inFlight } }
  /// Groups being written or ready.
  public var outstanding: Int { cohorts.reduce(0) { $0 + $1.outstanding } }
}
