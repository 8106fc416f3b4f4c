/// How much the members of a group have in common, such as the samples of one prompt.
///
/// A Gaussian copula with one factor: each member's deviate is made of one that the group shares
/// and one of its own, in such parts that every deviate is again standard normal, and two members
/// of a group are correlated as asked. Any distribution follows by its quantile function.
public struct GroupCorrelation: Hashable, Sendable {
  private let shared: Double
  private let own: Double

  /// Makes the correlation of two members of a group.
  ///
  /// - Precondition: the correlation lies in 0...1.
  public init(_ correlation: Double) {
    precondition(
      correlation >= 0 && correlation <= 1,
      "a correlation within a group lies in 0...1, not \(correlation)")
    shared = correlation.squareRoot()
    own = (1 - correlation).squareRoot()
  }

  /// Returns a member's deviate, from the group's and one of its own.
  public func deviate(group: Double, member: Double) -> Double { shared * group + own * member }
}
