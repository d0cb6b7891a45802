using Gulou.App;
using Gulou.Kernel.Posts;

namespace Gulou.Tests.Kernel.Posts;

public sealed class PasswordRuleTests
{
    [Theory]
    [InlineData("", PasswordFault.TooShort)]
    [InlineData("gulou24", PasswordFault.TooShort)]
    [InlineData("鼓楼鼓楼鼓楼鼓", PasswordFault.TooShort)]
    [InlineData("鼓楼下面晒谷子呢", PasswordFault.Ok)]
    [InlineData("xYangxiuying9", PasswordFault.HoldsTheName)]
    [InlineData("YANGXIUYING", PasswordFault.HoldsTheName)]
    [InlineData("12345678", PasswordFault.Common)]
    [InlineData("88888888", PasswordFault.Common)]
    [InlineData("hgfedcba", PasswordFault.Common)]
    [InlineData("Password123", PasswordFault.Common)]
    [InlineData("p@ssw0rd2024!", PasswordFault.Common)]
    [InlineData("we1come1", PasswordFault.Common)]
    [InlineData("woaini1314", PasswordFault.Common)]
    [InlineData("888Dragon888", PasswordFault.Common)]
    [InlineData("1qaz2wsx", PasswordFault.Common)]
    [InlineData("abcabcabc", PasswordFault.Common)]
    [InlineData("19900504", PasswordFault.Common)]
    [InlineData("13812345678", PasswordFault.Common)]
    [InlineData("19901399", PasswordFault.Ok)]
    [InlineData("dragon boat race", PasswordFault.Ok)]
    [InlineData("12345679", PasswordFault.Ok)]
    [InlineData("correct horse battery", PasswordFault.Ok)]
    public void A_password_is_long_not_the_name_and_not_common(string password, PasswordFault fault) =>
        Assert.Equal(fault, Passwords.Rule.FaultOf(password, "YangXiuying"));

    [Theory]
    [InlineData("杨秀英爱唱侗歌呀", PasswordFault.HoldsTheName)]
    [InlineData("call 13900001234", PasswordFault.HoldsTheName)]
    [InlineData("鼓楼下面晒谷子呢", PasswordFault.Ok)]
    public void Nor_does_it_hold_the_person_s_name_or_phone(string password, PasswordFault fault) =>
        Assert.Equal(fault, Passwords.Rule.FaultOf(password, "xy", "杨秀英", "13900001234"));

    [Fact]
    public void Length_has_a_bound()
    {
        Assert.Equal(PasswordFault.Ok, Passwords.Rule.FaultOf(new string('x', 127) + "y", "a-name"));
        Assert.Equal(PasswordFault.TooLong, Passwords.Rule.FaultOf(new string('x', 128) + "y", "a-name"));
    }

    [Theory]
    [InlineData(" Ｙａｎｇ.Xiu ", "yang.xiu")]
    [InlineData("杨秀英", "杨秀英")]
    [InlineData("x", null)]
    [InlineData("yang xiu", null)]
    [InlineData("yang\u0007xiu", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_sign_in_name_has_one_form(string? typed, string? plain)
    {
        Assert.Equal(plain is not null, LoginName.TryNormalise(typed, out var name));
        if (plain is not null)
            Assert.Equal(plain, name);
    }
}
