using WorkSquared.Core.Settings;

namespace WorkSquared.Tests.Core.Settings;

public sealed class AddressTests
{
    [Theory]
    [InlineData("@assistant what now?")]
    [InlineData("What do you think, @Assistant?")]
    [InlineData("(@ASSISTANT)")]
    [InlineData("Ben is away.\n\nWho can stand in, @assistant")]
    [InlineData("🙂@assistant")]
    [InlineData("**@assistant** please")]
    [InlineData("```\n@assistant\n```\nand you, @assistant?")]
    [InlineData("~~~\ncode\n~~~~\n@assistant")]
    [InlineData("`code` and @assistant and `more`")]
    [InlineData("```inline``` @assistant")]
    [InlineData("@assistants are many, but @assistant is one")]
    public void Message_ThatSaysItAsAWord_AddressesTheAssistant(string message) => Assert.True(Address.IsIn(message));

    [Theory]
    [InlineData("")]
    [InlineData("assistant")]
    [InlineData("@assistants")]
    [InlineData("@assistant_2")]
    [InlineData("write to ada@assistant.example")]
    [InlineData("@@assistant")]
    [InlineData("@ assistant")]
    [InlineData("```\n@assistant\n```")]
    [InlineData("```text\n@assistant")]
    [InlineData("````\n```\n@assistant\n````")]
    [InlineData("~~~\n```\n@assistant\n~~~")]
    [InlineData("say `@assistant` to ask it")]
    public void Message_ThatSaysItOtherwise_OrInCode_DoesNot(string message) => Assert.False(Address.IsIn(message));
}
