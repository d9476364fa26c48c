namespace Bilinear.Spectral.Trees.Texts;

/// <summary>Measures the parts of functionals: on a text, or by the weights alone.</summary>
internal interface IStreamMeasure
{
    /// <summary>The logit, which the tree is of: its first node.</summary>
    StreamNode Root { get; }

    /// <summary>The parts of a node's functional; <see cref="StreamNode.Offset"/> is none of them.</summary>
    IEnumerable<StreamTerm> Terms(StreamNode node);
}
