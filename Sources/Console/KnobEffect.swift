import Specification

/// What turning a knob was seen to do.
struct KnobEffect: Hashable, Sendable {
  /// How the knob stood in the live future; `nil` for a failed card.
  let setting: Int?
  /// How it stood in the ghost.
  let other: Int?
  /// What was measured.
  let comparison: Comparison

  /// How much faster the run is with the knob as given than with the other setting that was tried.
  ///
  /// `nil` for a setting that was never measured.
  func change(at setting: Int?) -> Double? {
    if setting == self.setting { return comparison.change }
    if setting == other { return comparison.ghost / comparison.live - 1 }
    return nil
  }

  /// The knob in which two policies differ, if it is just one; a failed card changes no policy.
  static func slot(between live: Policy, and ghost: Policy) -> KnobSlot? {
    let turned = KnobSlot.allCases.filter { $0.setting(in: live) != $0.setting(in: ghost) }
    return turned.isEmpty ? .failure : turned.count == 1 ? turned[0] : nil
  }
}
