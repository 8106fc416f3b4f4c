import Quantities

/// Something worth telling.
public struct LogEntry: Hashable, Sendable {
  /// What sort of thing happened.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Someone turned a knob.
    case knob
    /// A card failed or is back.
    case fault
    /// A step ended, and new weights are in use.
    case step
    /// An update began.
    case update
    /// The weights began to change layout.
    case reshard
  }

  /// When it happened.
  public var time: SimTime
  /// What sort of thing it is.
  public var kind: Kind
  /// What happened.
  public var text: String

  /// Makes an entry.
  public init(time: SimTime, kind: Kind, text: String) {
    self.time = time
    self.kind = kind
    self.text = text
  }
}
