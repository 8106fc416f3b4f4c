/// The published rows that constants were set by: at most three for each kind of hardware.
///
/// Everything else that `tandem validate` shows is prediction.
public enum CalibrationRows {
  /// Kinds of hardware with the identifiers of their rows.
  public static let byHardware: [(hardware: String, rows: [String])] = [
    (
      "A100",
      [
        "foundry_3b_a100_40gb_8_s1024_bf16_mb10_tps",
        "foundry_350m_a100_80gb_8_s32768_amp_bf16_mb2_tps",
      ]
    ),
    (
      "H100",
      [
        "foundry_30b_h100_80gb_128_s2048_amp_bf16_mb8_tps",
        "mcore08_314b_tflops",
        "bridge_26_06_pre_training_llama3_1_405b_dgx_h100_fp8_1536_m_tps",
      ]
    ),
    (
      "B200 servers",
      [
        "simumax_b200_llama3_405b_l4_tp8_pp1_dp1_mbc32_cef_t",
        "simumax_b200_llama3_405b_l4_tp2_cp4_pp1_dp1_seq131072_mbc4_cef_t",
      ]
    ),
    ("GB200, B300, GB300", ["bridge_26_04_pre_training_llama3_70b_dgx_gb200_fp8_256_m_tps"]),
    ("Ascend 910B", ["mindspeed_ci_qwen3_8b_tp2_pp4_vpp2_t"]),
    ("Ascend 910C", ["cann_dsv3_tpot_b1"]),
  ]

  /// Whether a constant was set by a row.
  public static func contains(_ id: String) -> Bool {
    byHardware.contains { $0.rows.contains(id) }
  }
}
