import CostModel
import Resharding
import Specification
import Testing

struct TensorCatalogueTests {
  @Test(arguments: Transformer.presets)
  func `the tensors of a model add up to its parameters`(model: Preset<Transformer>) {
    #expect(TensorCatalogue(model.value).parameters == model.value.parameters)
  }

  @Test(arguments: Transformer.presets)
  func `units divide every tensor without a rest`(model: Preset<Transformer>) {
    for tensor in TensorCatalogue(model.value).tensors {
      #expect(tensor.unitElements * tensor.division.units == tensor.elements, "\(tensor.name)")
    }
  }
}
