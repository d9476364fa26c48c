using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Bilinear.Serialization.Files;

/// <summary>What a Unix system says of a path, links followed. The framework tells of no file which one it is, what kind, and whose.</summary>
/// <param name="Device">With <paramref name="Number"/> the same for all names of one file.</param>
/// <param name="Mode">Kind and permissions.</param>
internal readonly partial record struct UnixStatus(ulong Device, ulong Number, uint Owner, uint Group, uint Mode)
{
    private const int CurrentFolder = -100;
    private const uint BasicFields = 0x7FF;
    private const int MayEnter = 1;
    private const int MayWrite = 2;

    /// <summary>Who this process acts for; null where the system is no Unix.</summary>
    public static uint? User => OperatingSystem.IsWindows() ? null : EffectiveUser();

    public FileKind Kind => (Mode & 0xF000) switch
    {
        0x8000 => FileKind.Regular,
        0x4000 => FileKind.Folder,
        _ => FileKind.Stream,
    };

    /// <summary>The permissions of owner, group and all others, each to read, write and run.</summary>
    public UnixFileMode Permissions => (UnixFileMode)(Mode & 0x1FF);

    /// <summary>Whether only the owner of this folder, and the owner of a file in it, can take the file away.</summary>
    public bool IsSticky => ((UnixFileMode)Mode & UnixFileMode.StickyBit) != 0;

    /// <summary>Asks the system about a path; null where nothing is there, or the system does not say.</summary>
    public static UnixStatus? Of(string path)
    {
        try
        {
            if (OperatingSystem.IsLinux())
                return LinuxStatus(CurrentFolder, path, 0, BasicFields, out var linux) == 0 ? new(((ulong)linux.DeviceMajor << 32) | linux.DeviceMinor, linux.Number, linux.Owner, linux.Group, linux.Mode) : null;
            if (OperatingSystem.IsMacOS())
                return AppleStatus(path, out var apple) == 0 ? new(apple.Device, apple.Number, apple.Owner, apple.Group, apple.Mode) : null;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library that is older than the call.
        }
        return null;
    }

    /// <summary>Gives an open file to the owner and the group of this one. Only some may give files away: for others it stays the writer's.</summary>
    [UnsupportedOSPlatform("windows")]
    public void GiveBack(SafeFileHandle file) => _ = ChangeOwner(file, Owner, Group);

    /// <summary>How many files this process may have open at once; null where the system does not say.</summary>
    public static ulong? MostOpenFiles => !OperatingSystem.IsWindows() && Limit(OperatingSystem.IsLinux() ? 7 : 8, out var limit) == 0 ? limit.Now : null;

    /// <summary>Whether this user may write to a device or a pipe, or put files into a folder.</summary>
    [UnsupportedOSPlatform("windows")]
    public static bool IsWritable(string path) => Access(path, MayWrite | (Directory.Exists(path) ? MayEnter : 0)) == 0;

    private static int AppleStatus(string path, out Apple status) =>
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? AppleStatusOfX64(path, out status) : AppleStatusOfArm64(path, out status);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinuxStatus(int folder, string path, int flags, uint mask, out Linux status);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AppleStatusOfX64(string path, out Apple status);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AppleStatusOfArm64(string path, out Apple status);

    [LibraryImport("libc", EntryPoint = "fchown")]
    private static partial int ChangeOwner(SafeFileHandle file, uint owner, uint group);

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int Limit(int resource, out Limits limits);

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    /// <summary>A <c>struct rlimit</c>.</summary>
    private struct Limits
    {
        public ulong Now;
        public ulong Most;
    }

    /// <summary>Linux's <c>struct statx</c>, which is the same on every processor.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Linux
    {
        [FieldOffset(20)] public uint Owner;
        [FieldOffset(24)] public uint Group;
        [FieldOffset(28)] public ushort Mode;
        [FieldOffset(32)] public ulong Number;
        [FieldOffset(136)] public uint DeviceMajor;
        [FieldOffset(140)] public uint DeviceMinor;
    }

    /// <summary>macOS's <c>struct stat</c> with numbers of 64 bits.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Apple
    {
        [FieldOffset(0)] public uint Device;
        [FieldOffset(4)] public ushort Mode;
        [FieldOffset(8)] public ulong Number;
        [FieldOffset(16)] public uint Owner;
        [FieldOffset(20)] public uint Group;
    }
}
