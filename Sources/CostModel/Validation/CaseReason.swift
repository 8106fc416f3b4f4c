/// What a large error most likely comes from.
enum CaseReason {
  /// A sentence where the error is over 15 %.
  static func reason(of one: PublishedCase, error: Double) -> String? {
    guard error.magnitude > 0.15 else { return nil }
    return "not yet explained"
  }
}
