/// Published measurements, one row a line, in the columns that `CaseTable` reads.
///
/// The figures are the publications'; `notes` says where each was read and what else is known of its
/// configuration. They stand in the source so that the binary has them wherever it is installed.
enum CaseRows {
  private static let header = """
    id,source,hardware,n_devices,model,params,active_params,seq_len,global_batch,micro_batch,TP,PP,EP,DP,CP,VPP,recompute,metric,value,unit,notes
    """

  /// All rows under one header.
  static let table = [
    header,
    simuMax,
    narayanan,
    megatronCore,
    megatronBridge,
    modelZoo,
    foundry,
    other,
    inference,
    mindSpeed,
    ascend,
    nemoRL,
    verl,
    weightSync,
  ].joined(separator: "\n")
}

extension PublishedCase {
  /// The cases that come with the program.
  public static let builtIn: [PublishedCase] = (try? CaseTable.read(CaseRows.table)) ?? []
}
