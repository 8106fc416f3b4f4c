/// How large the buffers of a plan's tensors are where they lie whole, those of fused tensors together.
///
/// A framework gathers parameters: where query, key and value are one parameter, or gate and up, they are
/// gathered as one.
struct BufferSizes {
  private let sizes: [Int64]
  private let bundles: [Bundle]

  init(_ plan: TransferPlan) {
    let members = plan.catalogue.members(fused: plan.source.isFused)
    let alone = plan.catalogue.tensors.map { tensor in
      Int64(tensor.division.units)
        * tensor.wireBytes(from: plan.source.precision, to: plan.target.precision)
    }
    sizes = members.map { $0.reduce(0) { $0 + alone[$1] } }
    bundles = plan.bundles
  }

  /// Bytes of the largest whole buffer that a tensor of a bundle is in.
  func largest(ofBundle index: Int) -> Int64 {
    bundles[index].tensors.lazy.map { sizes[$0] }.max() ?? 0
  }
}
