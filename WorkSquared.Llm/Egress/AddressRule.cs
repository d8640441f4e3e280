using System.Net;
using System.Net.Sockets;

namespace WorkSquared.Llm.Egress;

/// <summary>Whom a connection may be made for, from anybody to nobody.</summary>
internal enum AddressKind
{
    /// <summary>Of the internet at large.</summary>
    Public,

    /// <summary>Of this machine, of its network, or of no use to anybody: only for a host that the settings name.</summary>
    Inside,

    /// <summary>Where a cloud tells its machines their keys: for nobody.</summary>
    Metadata,
}

/// <summary>What an address is, whatever way it is written in. A name says nothing: whoever owns it chooses where it leads, anew each time.</summary>
internal static class AddressRule
{
    // All of link-local IPv4, not .169.254 alone: clouds have their services all over it, and models are not served there.
    private static readonly IPNetwork[] _metadata = Networks(
        "169.254.0.0/16", "100.100.100.200/32", "168.63.129.16/32", "192.0.0.192/32", "fd00:ec2::/32", "fd20:ce::/32");

    // IANA's registries of special addresses.
    private static readonly IPNetwork[] _inside = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "2001::/23", "2001:db8::/32", "3fff::/20");

    private static readonly IPNetwork _global = IPNetwork.Parse("2000::/3");

    // What carries another address: at its end, as ::127.0.0.1 and NAT64 have it; or within, as 6to4 and Teredo do.
    private static readonly IPNetwork[] _endingInIPv4 = Networks("::/96", "64:ff9b::/96");
    private static readonly IPNetwork _sixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork _teredo = IPNetwork.Parse("2001::/32");

    public static AddressKind KindOf(IPAddress address) => address switch
    {
        // First of all: IPNetwork takes ::ffff:0:0 for a part of every network.
        { IsIPv4MappedToIPv6: true } => KindOf(address.MapToIPv4()),
        _ when IsIn(_metadata, address) => AddressKind.Metadata,
        _ when IPv4In(address) is { } carried => KindOf(carried),
        { AddressFamily: AddressFamily.InterNetworkV6 } when !_global.Contains(address) => AddressKind.Inside,
        _ => IsIn(_inside, address) ? AddressKind.Inside : AddressKind.Public,
    };

    private static IPAddress? IPv4In(IPAddress address)
    {
        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        return address switch
        {
            _ when IsIn(_endingInIPv4, address) => new IPAddress(bytes[12..]),
            _ when _sixToFour.Contains(address) => new IPAddress(bytes[2..6]),
            _ when _teredo.Contains(address) => new IPAddress([.. bytes[12..].Select(one => (byte)~one)]),
            _ => null,
        };
    }

    private static bool IsIn(IPNetwork[] networks, IPAddress address) => networks.Any(network => network.Contains(address));

    private static IPNetwork[] Networks(params string[] networks) => [.. networks.Select(network => IPNetwork.Parse(network))];
}
