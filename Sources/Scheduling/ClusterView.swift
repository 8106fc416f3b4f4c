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
  /// Groups launched since the start of the run.
  public var launched: Int
  /// Groups not yet learned from, by the version they started with, oldest first.
  public var cohorts: [Cohort]

  /// Makes a view.
  public init(version: Int, launched: Int, cohorts: [Cohort]) {
    self.version = version
    self.launched = launched
    self.cohorts = cohorts
  }
}
