using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Gulou.BrowserTests.Walk;
using Gulou.Storage.People.Import;
using Microsoft.EntityFrameworkCore;

namespace Gulou.BrowserTests;

/// <summary>How a list of people reaches its sealed place.</summary>
public sealed partial class ListUploadTests
{
    private const string Name = "龙志强";

    /// <summary>Milliseconds after which a test that waits has failed.</summary>
    private const int Longest = 180_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = Longest)]
    public async Task A_list_is_sealed_as_it_comes_and_one_that_is_cut_off_is_gone()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var site = await Site.StartAsync();
        using var secretary = await HttpVisitor.SignInAsync(site, "secretary");
        var token = await TokenAsync(secretary);

        var slow = new SlowFile();
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var sending = secretary.SendAsync(Post(Form(site, token, slow)), cut.Token);
        await slow.Half;
        Assert.False(sending.IsCompleted);
        var folder = ImportFiles.FolderOf(site.Tower.Database);
        var kept = Assert.Single(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
        Assert.NotEqual(0, new FileInfo(kept).Length);
        Assert.DoesNotContain(Name, Encoding.UTF8.GetString(await File.ReadAllBytesAsync(kept, cancel)));
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (var watch = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.DirectoryName })
        {
            watch.Deleted += (_, _) => gone.TrySetResult();
            watch.EnableRaisingEvents = true;
            await cut.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
            await gone.Task.WaitAsync(cancel);
        }
        Assert.Empty(site.Tower.Imports.Files.All());

        slow = new SlowFile();
        slow.End();
        using var answer = await secretary.SendAsync(Post(Form(site, token, slow)), cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await using var db = site.Tower.Read();
        var import = await db.Set<PeopleImport>().SingleAsync(cancel);
        Assert.Equal($"/people/import/{import.Cell}/{import.Id}", answer.Headers.Location!.ToString());
        Assert.Equal(("名册.csv", ImportState.Brought), (import.FileName, import.State));
        using var list = site.Tower.Imports.Files.OpenList(import.Id);
        Assert.Equal(SlowFile.Length, list.Length);
    }

    [Fact(Timeout = Longest)]
    public async Task A_forged_form_and_one_without_its_parts_leave_nothing()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var site = await Site.StartAsync();
        using var secretary = await HttpVisitor.SignInAsync(site, "secretary");
        using var another = await HttpVisitor.SignInAsync(site, "panel1");
        var (own, others) = (await TokenAsync(secretary), await TokenAsync(another, "/my/password"));
        Assert.Equal(HttpStatusCode.BadRequest, await Status(Form(site, null, File())));
        Assert.Equal(HttpStatusCode.BadRequest, await Status(Form(site, others, File())));
        Assert.Equal(HttpStatusCode.BadRequest, await Status(new StringContent("place=1")));
        Assert.Equal("/people/import?refused=no-file", await Back(Form(site, own, null)));
        Assert.Equal("/people/import?refused=too-large", await Back(Form(site, own, new ByteArrayContent([]))));
        using var nowhere = new MultipartFormDataContent { { new StringContent(own), PostedForm.Token } };
        nowhere.Add(File(), "file", "a.csv");
        Assert.Equal("/people/import?refused=no-place", await Back(nowhere));
        var other = Form(site, own, File(), $"{site.OtherVillage.Key}");
        Assert.Equal(HttpStatusCode.Forbidden, await Status(other));
        Assert.Empty(site.Tower.Imports.Files.All());

        async Task<HttpStatusCode> Status(HttpContent form)
        {
            using var answer = await secretary.SendAsync(Post(form), cancel);
            return answer.StatusCode;
        }

        async Task<string> Back(HttpContent form)
        {
            using var answer = await secretary.SendAsync(Post(form), cancel);
            return answer.Headers.Location!.ToString();
        }

        static ByteArrayContent File() => new(Encoding.UTF8.GetBytes("姓名,与户主关系\n"));
    }

    /// <summary>Whoever sends too much hears of it at the end; a broken connection would tell nobody why.</summary>
    [Fact(Timeout = Longest)]
    public async Task A_list_over_the_limit_is_answered_and_leaves_nothing()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var site = await Site.StartAsync();
        using var secretary = await HttpVisitor.SignInAsync(site, "secretary");
        var large = new LargeFile(ImportFiles.MostBytes + (1024 * 1024));
        var form = Form(site, await TokenAsync(secretary), large);
        using var answer = await secretary.SendAsync(Post(form), cancel);
        Assert.Equal("/people/import?refused=too-large", answer.Headers.Location?.ToString());
        var (status, page) = await secretary.GetAsync("/people/import?refused=too-large");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("文件是空的，或者超过 200 MB", page, StringComparison.Ordinal);
        Assert.Empty(site.Tower.Imports.Files.All());
    }

    private static HttpRequestMessage Post(HttpContent form) =>
        new(HttpMethod.Post, "/people/import/file") { Content = form };

    private static MultipartFormDataContent Form(Site site, string? token, HttpContent? file, string? place = null)
    {
        var form = new MultipartFormDataContent();
        if (token is not null)
            form.Add(new StringContent(token), PostedForm.Token);
        form.Add(new StringContent(place ?? $"{site.Village.Key}"), "place");
        if (file is not null)
            form.Add(file, "file", "名册.csv");
        return form;
    }

    private static async Task<string> TokenAsync(HttpVisitor visitor, string page = "/people/import")
    {
        var (_, text) = await visitor.GetAsync(page);
        return Token().Match(text).Groups["token"].Value;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex Token();

    /// <summary>A list that comes to a stop halfway, until it is told to go on.</summary>
    private sealed class SlowFile : HttpContent
    {
        /// <summary>
        /// Halves are far larger than all buffers on the way: who has sent one knows that it was read.
        /// </summary>
        public const int Length = 2 * HalfLength;
        private const int HalfLength = 32 * 1024 * 1024;

        private readonly TaskCompletionSource half = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Half => half.Task.WaitAsync(Cancel);

        public void End() => end.TrySetResult();

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, Cancel);

        /// <summary>Whoever gives up sending must be heard here: the sender waits for its content to end.</summary>
        protected override async Task SerializeToStreamAsync(
            Stream stream,
            TransportContext? context,
            CancellationToken cancellation
        )
        {
            await SendHalfAsync(stream, cancellation);
            half.TrySetResult();
            await end.Task.WaitAsync(cancellation);
            await SendHalfAsync(stream, cancellation);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = Length;
            return true;
        }

        private static async Task SendHalfAsync(Stream stream, CancellationToken cancellation)
        {
            var list = new byte[64 * 1024];
            Encoding.UTF8.GetBytes(Name + ",户主\n").CopyTo(list, 0);
            for (var sent = 0; sent < HalfLength; sent += list.Length)
                await stream.WriteAsync(list, cancellation);
            await stream.FlushAsync(cancellation);
        }
    }

    /// <summary>Many bytes that are nowhere kept.</summary>
    private sealed class LargeFile(long length) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var chunk = new byte[1024 * 1024];
            for (var sent = 0L; sent < length; sent += chunk.Length)
                await stream.WriteAsync(chunk, Cancel);
        }

        protected override bool TryComputeLength(out long size)
        {
            size = length;
            return true;
        }
    }
}
