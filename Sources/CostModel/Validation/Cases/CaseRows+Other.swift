// swift-format-ignore-file: one published row a line

extension CaseRows {
  static let other = """
    llama3_405b_16384_cp1_tflops_per_device,Llama 3 paper T4,H100-80GB,16384,Llama-3-405B,405,,8192,2048,,8,16,1,128,1,,,tflops_per_device,400,TFLOP/s,tier=C; prov=memory arXiv 2407.21783; batch per DP group 16; BF16
    llama3_405b_16384_cp1_mfu,Llama 3 paper T4,H100-80GB,16384,Llama-3-405B,405,,8192,2048,,8,16,1,128,1,,,mfu,41,%,tier=C; prov=memory arXiv 2407.21783; batch per DP group 16; BF16
    llama3_405b_16384_cp16_tflops_per_device,Llama 3 paper T4,H100-80GB,16384,Llama-3-405B,405,,131072,128,,8,16,1,8,16,,,tflops_per_device,380,TFLOP/s,tier=C; prov=memory arXiv 2407.21783; batch per DP group 16; BF16
    llama3_405b_16384_cp16_mfu,Llama 3 paper T4,H100-80GB,16384,Llama-3-405B,405,,131072,128,,8,16,1,8,16,,,mfu,38,%,tier=C; prov=memory arXiv 2407.21783; batch per DP group 16; BF16
    dsv3_gpuh_per_T,DeepSeek-V3 report,H800,2048,DeepSeek-V3,671,37,4096,15360,,1,16,64,128,1,,,gpu_hours_per_trillion_tokens,180000,GPUh,"tier=A; prov=paper-text DeepSeek-V3 2412.19437 Table 1 / sec 1; FP8 mixed, DualPipe, ZeRO-1, 2048 H800; batch ramps 3072 to 15360; DP=128 derived; 3.7 days on 2048; 1e12/(180e3*3600) = 1543 tok/s/GPU"
    dsv3_pretrain_gpuh,DeepSeek-V3 report,H800,2048,DeepSeek-V3,671,37,4096,15360,,1,16,64,128,1,,,pretrain_gpu_hours,2664000,GPUh,"tier=A; prov=paper-text DeepSeek-V3 2412.19437 Table 1 / sec 1; FP8 mixed, DualPipe, ZeRO-1, 2048 H800; batch ramps 3072 to 15360; DP=128 derived; 14.8T tokens"
    dsv3_ctxext_gpuh,DeepSeek-V3 report,H800,2048,DeepSeek-V3,671,37,4096,,,1,16,64,128,1,,,context_extension_gpu_hours,119000,GPUh,"tier=B; prov=paper-text DeepSeek-V3 2412.19437 Table 1 / sec 1; FP8 mixed, DualPipe, ZeRO-1, 2048 H800; batch ramps 3072 to 15360; DP=128 derived"
    dsv3_total_gpuh,DeepSeek-V3 report,H800,2048,DeepSeek-V3,671,37,4096,,,1,16,64,128,1,,,total_gpu_hours,2788000,GPUh,"tier=B; prov=paper-text DeepSeek-V3 2412.19437 Table 1 / sec 1; FP8 mixed, DualPipe, ZeRO-1, 2048 H800; batch ramps 3072 to 15360; DP=128 derived; pre-train 2664K + ext 119K + post 5K"
    """
}
