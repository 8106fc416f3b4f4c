import Specification

extension Transport {
  /// What a backend costs on a chip.
  public init(_ backend: ReshardBackend, on chip: Chip) {
    switch backend {
    case .collectives: self = .framework(on: chip)
    case .transferEngine: self = .transferEngine(on: chip)
    case .checkpointEngine:
      self = .checkpointEngine(on: chip)
      // Trainers hand over what is on their dies, and give the memory back.
      stagesInHosts = true
      releaseRate = Transport.framework(on: chip).releaseRate
    }
  }

  /// Mooncake's transfer engine or NIXL: receivers read registered memory, one side alone, and load what
  /// has come while the next bytes are on their way.
  public static func transferEngine(on chip: Chip) -> Transport {
    let plain = framework(on: chip)
    return Transport(
      dispatch: plain.dispatch, message: plain.message, agreement: plain.message,
      tensorRate: plain.tensorRate, gatherRate: plain.gatherRate, loading: plain.loading,
      visit: plain.visit, overlapsLoading: true, sharesPorts: false,
      releaseRate: plain.releaseRate, copyEfficiency: plain.copyEfficiency)
  }
}
