using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Bilinear.Dsl;
using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Generators.Emit;
using Bilinear.Serialization;
using Bilinear.Training;

namespace Bilinear.Cli.Compiling;

/// <summary>
/// Compiled models in the user's cache folder, a file each: the SHA-256 of an assembly, then the assembly. A file is
/// written under a name of its own and renamed, so that processes may race; one that is damaged is as one that is not there.
/// </summary>
internal static class ModelCache
{
    private static string Folder => Path.Combine(UserCache.Folder, "models");

    /// <summary>The file of a model: canonical text, arguments, and every assembly that has a part in its code.</summary>
    public static string PathOf(BoundModel model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var assembly in new[] { typeof(ModelCache).Assembly, typeof(ModelEmitter).Assembly, typeof(BmlpCompilation).Assembly, typeof(Model).Assembly })
        {
            // The version is the same through a day of a developer's builds; the module's id never is.
            Add(assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "");
            Add(assembly.ManifestModule.ModuleVersionId.ToString());
        }
        Add(model.CanonicalText);
        Add(model.Name);
        foreach (var argument in model.Arguments)
            Add($"{argument.Name}={argument.Value}");
        return Path.Combine(Folder, $"{model.Name}-{Convert.ToHexStringLower(hash.GetHashAndReset())}.model");

        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + '\0'));
    }

    /// <summary>The assembly; null where there is none that is whole.</summary>
    public static byte[]? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            var bytes = File.ReadAllBytes(path);
            return bytes.Length > SHA256.HashSizeInBytes && SHA256.HashData(bytes.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes))
                ? bytes[SHA256.HashSizeInBytes..]
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;    // a cache that cannot be read is an empty one
        }
    }

    public static void Write(string path, byte[] assembly)
    {
        var unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllBytes(unfinished, [.. SHA256.HashData(assembly), .. assembly]);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without a cache the next call compiles again, and no more.
            if (File.Exists(unfinished))
                File.Delete(unfinished);
        }
    }
}
