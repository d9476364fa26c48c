using Bilinear.Dsl.Binding.Values;
using Bilinear.Dsl.Text;

namespace Bilinear.Dsl.Binding.Operators;

/// <summary>A layer that acts on one axis and met several.</summary>
internal sealed record SeveralAxes(string Layer, PortType Input, TextSpan Step);
