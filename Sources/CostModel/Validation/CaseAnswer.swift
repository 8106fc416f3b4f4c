/// What another part of the program says of a published case.
public enum CaseAnswer: Hashable, Sendable {
  /// A figure in the publication's unit, and what the case would show at an efficiency of one.
  case figure(Double, ideal: Double)
  /// What is missing to simulate it.
  case missing(String)
}
