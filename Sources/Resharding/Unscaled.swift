/// Numbers of a tensor that will be kept in 8 bits and cannot be yet: their units come in shards.
struct Unscaled {
  /// The die that gathers them.
  let die: Int
  /// Which tensor.
  let tensor: Int
  /// All numbers of the tensor, zero where none arrived.
  var numbers: [Float]
}
