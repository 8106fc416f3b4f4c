import Exploration
import Specification
import Telemetry

/// What turning a knob was seen to do.
struct KnobEffect: Hashable, Sendable {
  /// The knob.
  let slot: KnobSlot
  /// How it stood in the live future; `nil` for a failed card.
  let setting: Int?
  /// How it stood in the ghost.
  let other: Int?
  /// Tokens a second of the live future over those of the ghost.
  let ratio: Double

  /// Reads off what one knob does; `nil` where nothing was measured, or more than one was turned.
  init?(live: ClusterState, ghost: Ghost) {
    guard let comparison = ghost.comparison, comparison.ghost > 0, comparison.live > 0 else {
      return nil
    }
    let mine = live.scenario
    let others = ghost.state.scenario
    var turned = KnobSlot.allCases.filter { $0.setting(in: mine) != $0.setting(in: others) }
    // Pools that come or go have a split that does so too, and are another placement.
    if turned.contains(.fusion) { turned.removeAll { $0 == .split || $0 == .placement } }
    let knobs = ghost.liveKnobs + ghost.ghostKnobs
    let failures = knobs.count { $0.isFault }
    ratio = comparison.live / comparison.ghost
    if turned.count == 1, failures == 0 {
      slot = turned[0]
      setting = slot.setting(in: mine)
      other = slot.setting(in: others)
    } else if turned.isEmpty, failures == knobs.count, failures > 0, ghost.ghostKnobs.isEmpty {
      // What a failure costs is told from the side of the future that has it.
      slot = .failure
      setting = nil
      other = nil
    } else {
      return nil
    }
  }

  /// How much faster the run is with the knob as given than with the other setting that was tried.
  ///
  /// `nil` for a setting that was never measured.
  func gain(at setting: Int?) -> Double? {
    if setting == self.setting { return ratio - 1 }
    if setting == other { return 1 / ratio - 1 }
    return nil
  }
}
