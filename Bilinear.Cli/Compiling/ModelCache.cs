using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Bilinear.Dsl;
using Bilinear.Dsl.Binding;
using Bilinear.Dsl.Bound;
using Bilinear.Generators.Emit;
using Bilinear.Serialization.Files;
using Bilinear.Training;

namespace Bilinear.Cli.Compiling;

/// <summary>
/// Compiled models in the user's cache folder, a file each: the SHA-256 of key and assembly, then the assembly. What lies
/// there is run, so it is used only where nobody but the user can have put it there. A file that is damaged is as one that
/// is not there, and so is all of it for a user without a cache.
/// </summary>
internal static class ModelCache
{
    private const string Extension = ".model";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static string? Folder => UserCache.In("models");

    /// <summary>Names a model: canonical text, arguments, and every assembly that has a part in its code.</summary>
    public static string KeyOf(BoundModel model)
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
        return $"{model.Name}-{Convert.ToHexStringLower(hash.GetHashAndReset())}";

        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + '\0'));
    }

    /// <summary>The assembly; null where there is none that is whole.</summary>
    public static byte[]? Read(string key)
    {
        try
        {
            if (PathOf(key) is not { } path || !OwnPath.IsOne(path))
                return null;
            var bytes = File.ReadAllBytes(path);
            return bytes.Length > SHA256.HashSizeInBytes && Sum(key, bytes.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes))
                ? bytes[SHA256.HashSizeInBytes..]
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;    // a cache that cannot be read is an empty one
        }
    }

    public static void Write(string key, byte[] assembly)
    {
        try
        {
            if (PathOf(key) is not { } path || !OwnPath.CanBeOne(path))
                return;
            UserCache.Make(Path.GetDirectoryName(path)!);
            if (OwnPath.CanBeOne(path) && UserCache.CanHold(path))
                AtomicFile.Write(path, stream => stream.Write([.. Sum(key, assembly), .. assembly]), OwnerOnly);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without a cache the next call compiles again, and no more.
        }
    }

    // Without a link in it, so that what was looked at is what is opened.
    private static string? PathOf(string key) => Folder is { } folder ? FilePlace.Of(Path.Combine(folder, key + Extension)).Path : null;

    private static byte[] Sum(string key, ReadOnlySpan<byte> assembly)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(key));
        hash.AppendData(assembly);
        return hash.GetHashAndReset();
    }
}
