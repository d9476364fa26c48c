using Bilinear.Dsl.Binding.Operators;
using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Bound;

namespace Bilinear.Dsl.Binding.Bodies;

/// <summary>A piece of flow after binding.</summary>
/// <param name="Flow">Null where it holds a mistake, or where its input is not known.</param>
/// <param name="Type">Null where it is not known.</param>
/// <param name="From">Where its shape comes from.</param>
internal readonly record struct FlowResult(BoundFlow? Flow, PortType? Type, Origin From);
