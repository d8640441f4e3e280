using System.Text;
using WorkSquared.Web.Accounts.Factors;

namespace WorkSquared.Tests.Web.Accounts;

public sealed class TimeCodeTests
{
    // The secret of the test vectors in RFC 6238; their codes have eight digits, ours the last six of them.
    private static readonly byte[] _secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Code_IsTheOneOfTheStandard(long second, string code)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(second);

        Assert.Equal(code, TimeCode.At(_secret, at));
        Assert.Equal(second / 30, TimeCode.StepOf(_secret, code, at));
    }

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void Code_IsGood_HalfAMinuteEarlierAndLater(int seconds, bool isGood)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1111111110);

        Assert.Equal(isGood, TimeCode.StepOf(_secret, TimeCode.At(_secret, now.AddSeconds(seconds)), now) is not null);
    }

    [Theory]
    [InlineData("12345678901234567890", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    [InlineData("fooba", "MZXW6YTB")]
    public void Secret_IsWrittenAsAuthenticatorsReadIt(string bytes, string text) => Assert.Equal(text, Base32.Encode(Encoding.ASCII.GetBytes(bytes)));
}
