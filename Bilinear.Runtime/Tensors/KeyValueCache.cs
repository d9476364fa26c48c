namespace Bilinear.Tensors;

/// <summary>Holds the keys and values of every position that texts have had so far, for one layer of attention. Text t has the rows from t·context on.</summary>
/// <param name="Keys">[texts·context, columns of the keys]</param>
/// <param name="Values">[texts·context, columns of the values]</param>
/// <param name="Context">The number of positions that a text can have.</param>
public readonly record struct KeyValueCache(View Keys, View Values, int Context);
