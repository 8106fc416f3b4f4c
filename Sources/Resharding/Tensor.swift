import Specification

/// One weight tensor as a checkpoint holds it, or the same tensor of all experts of a layer.
public struct Tensor: Hashable, Sendable {
  /// Which pipeline stage holds a tensor.
  public enum Place: Hashable, Sendable {
    /// The first stage: the input embedding.
    case first
    /// The stage that holds a layer.
    case layer(Int)
    /// The last stage: the final norm and the output head.
    case last
    /// The first and the last stage: an embedding that the head shares.
    case firstAndLast
  }

  /// Which axis of the matrix is divided.
  public enum Axis: Hashable, Sendable {
    /// Output features; a slice lies in one piece.
    case rows
    /// Input features; a slice has a piece in every row.
    case columns
  }

  /// The name, as in "layers.12.experts.gate".
  public let name: String
  /// Where it lives.
  public let place: Place
  /// How it is divided.
  public let division: Division
  /// Matrices of this name: the number of experts, or 1.
  public let copies: Int
  /// Rows of one matrix.
  public let rows: Int
  /// Columns of one matrix; 1 for a vector.
  public let columns: Int
  /// The axis that is divided.
  public let axis: Axis
  /// Whether a quantised layout keeps it in 8 bits.
  public let isQuantised: Bool

  /// Makes a tensor.
  public init(
    _ name: String, _ place: Place, _ division: Division, copies: Int = 1, rows: Int,
    columns: Int = 1, axis: Axis = .rows, isQuantised: Bool = false
  ) {
    self.name = name
    self.place = place
    self.division = division
    self.copies = copies
    self.rows = rows
    self.columns = columns
    self.axis = axis
    self.isQuantised = isQuantised
  }

  /// Numbers in the tensor.
  public var elements: Int { copies * rows * columns }
  /// Numbers in one unit of the divided axis.
  public var unitElements: Int { elements / division.units }

  /// The format in which a layout of a precision keeps it.
  ///
  /// Norms, router, embedding and head stay in BF16 where matrices are quantised.
  public func precision(in layout: Precision) -> Precision {
    switch layout {
    case .fp32, .bf16: layout
    case .fp8, .int8: isQuantised ? layout : .bf16
    }
  }
}
