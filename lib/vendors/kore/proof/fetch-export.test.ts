import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { strToU8, Zip, ZipDeflate, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { koreSettings } from "../connection-settings";
import { transferScriptText } from "../kore-voice/kore-side";
import { fetchBoth, fetchExport } from "./fetch-export";

const state = vi.hoisted(() => ({ url: "" }));
vi.mock("@/lib/kernel/config", () => ({
  config: () => ({ vendorSandboxUrls: { kore: state.url }, allowedHosts: [] }),
}));
// A pause is over at once, and the clock stands where it would stand after it.
vi.mock("node:timers/promises", async (original) => {
  const own = await original<typeof import("node:timers/promises")>();
  const setTimeout: typeof own.setTimeout = (ms, ...rest) => {
    vi.setSystemTime(Date.now() + (ms ?? 0));
    return own.setTimeout(0, ...rest);
  };
  return { ...own, default: { ...own, setTimeout }, setTimeout };
});

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
let close: (() => void) | undefined;
afterEach(() => {
  vi.useRealTimers();
  close?.();
});

const settings = koreSettings.parse({
  ...{ host: "platform.kore.ai", botId: "st-0001", clientId: "cs-0001" },
  ...{ didNumber: "+12065551118", koreSandbox: true },
});
const bot = { settings, clientSecret: "the-secret" };
const never = new AbortController().signal;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
interface Kore {
  status?: (asked: number) => object;
  /** The HTTP status of a poll; 200 when absent. */
  poll?: (asked: number) => number;
  start?: { status?: number; body: object };
  file?: Answer;
}

/** A Kore that exports this. */
async function serve({ status, poll, start, file }: Kore): Promise<{ asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const call = `${request.method} ${request.url?.replace(/^.*\/(?=export|file)/, "")}`;
    asked.push(call);
    request.resume();
    request.on("end", () => {
      if (call === "GET file") return file?.(request, response);
      if (call === "POST export")
        return response.writeHead(start?.status ?? 200).end(JSON.stringify(start?.body ?? { _id: "ours" }));
      const polls = asked.filter((one) => one === "GET export/status").length;
      const ready = { _id: "ours", status: "success", downloadURL: `${state.url}/file` };
      return response.writeHead(poll?.(polls) ?? 200).end(JSON.stringify(status?.(polls) ?? ready));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { asked };
}

const definition = (more: object = {}) => ({
  dialogs: [{ nodes: [{ componentId: "dc-1" }] }],
  dialogComponents: [{ _id: "dc-1", type: "script", script: encodeURIComponent(transferScriptText) }],
  ...more,
});
const zipped = (text: string) => zipSync({ "appDefinition.json": strToU8(text) });
const sends =
  (bytes: Uint8Array): Answer =>
  (_request, response) =>
    response.end(bytes);

async function exportOf(bytes: Uint8Array) {
  await serve({ file: sends(bytes) });
  const answer = await fetchExport(bot, "latest", never);
  return answer.ok ? answer.value.scripts.map(({ name }) => name) : answer.problem.code;
}

/** As a server packs that doesn't have the sizes before it has sent the data. */
function packedOnTheFly(text: string): Uint8Array {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((_error, chunk) => chunks.push(chunk));
  for (const [name, content] of Object.entries({ "config.json": "{}", "appDefinition.json": text })) {
    const file = new ZipDeflate(name);
    zip.add(file);
    file.push(strToU8(content), true);
  }
  zip.end();
  return Buffer.concat(chunks);
}

describe("an export", () => {
  it.each<[string, (text: string) => Uint8Array]>([
    ["in an archive", zipped],
    ["in an archive that was packed on the fly", packedOnTheFly],
    ["with a byte order mark", (text) => zipped(`\uFEFF${text}`)],
    ["that is the definition itself", strToU8],
  ])("is read %s", async (_what, pack) => {
    expect(await exportOf(pack(JSON.stringify(definition())))).toEqual(["transfer"]);
  });

  it("of thousands of nodes is read whole", async () => {
    const others = Array.from({ length: 5_000 }, (_, index) => ({
      ...{ _id: `dc-${index + 2}`, type: "script", name: `Node ${index}` },
      script: encodeURIComponent(`context.a = ${index};\n`.repeat(20)),
    }));
    const { dialogComponents } = definition();
    const large = definition({ dialogComponents: [...others, ...dialogComponents] });
    expect(await exportOf(zipped(JSON.stringify(large)))).toEqual(["transfer"]);
  });

  it.each<[string, (text: string) => string]>([
    ["lists", (own) => `{"a":[${"[],".repeat(1_200_000)}0],${own.slice(1)}`],
    ["objects", (own) => `{"a":[${"{},".repeat(1_200_000)}0],${own.slice(1)}`],
    ["numbers", (own) => `{"a":[${"0,".repeat(1_200_000)}0],${own.slice(1)}`],
    ["lists in lists", (own) => `{"a":${"[".repeat(1_200_000)}${"]".repeat(1_200_000)},${own.slice(1)}`],
  ])("of millions of %s is refused before they are in memory", async (_what, bomb) => {
    const parse = vi.spyOn(JSON, "parse");
    expect(await exportOf(zipped(bomb(JSON.stringify(definition()))))).toBe("kore-export-too-large");
    expect(parse.mock.calls.filter(([text]) => text.length > 1_000_000)).toEqual([]);
    parse.mockRestore();
  });

  it("isn't refused for what looks like many values in a text", async () => {
    const text = JSON.stringify(definition({ note: `\\"${'[{,\\"'.repeat(400_000)}` }));
    expect(await exportOf(zipped(text))).toEqual(["transfer"]);
  });

  it.each<[string, Answer, string]>([
    [
      "whose connection breaks off",
      (_request, response) => {
        response.writeHead(200, { "content-length": 5_000 });
        response.write(zipped(JSON.stringify(definition())).slice(0, 100), () => response.destroy());
      },
      "host-unreachable",
    ],
    ["that ends early", sends(zipped(JSON.stringify(definition())).slice(0, 200)), "kore-export-unreadable"],
    [
      "whose definition ends early",
      sends(zipped(JSON.stringify(definition()).slice(0, -20))),
      "kore-export-unreadable",
    ],
    ["that is a page", sends(strToU8("<html>Sign in</html>")), "kore-export-unreadable"],
    ["that is empty", sends(new Uint8Array()), "kore-export-unreadable"],
    ["without a definition", sends(zipSync({ "a.json": strToU8("{}") })), "kore-export-unreadable"],
    [
      "whose link has expired",
      (_request, response) => response.writeHead(403).end("Forbidden"),
      "kore-export-unloaded",
    ],
  ])("%s is a problem, and no bot without scripts", async (_what, file, code) => {
    await serve({ file });
    expect(await fetchExport(bot, "latest", never)).toMatchObject({ problem: { code } });
  });

  it("that isn't ready in time is slow, and one that another took the place of was overtaken", async () => {
    await serve({ status: () => ({ _id: "ours", status: "pending" }) });
    expect(await fetchExport(bot, "latest", never)).toMatchObject({ problem: { code: "kore-export-slow" } });
    close?.();
    await serve({
      status: (polls) =>
        polls < 2
          ? { _id: "ours", status: "pending" }
          : { _id: "theirs", status: "success", downloadURL: `${state.url}/file` },
    });
    expect(await fetchExport(bot, "latest", never)).toMatchObject({
      problem: { code: "kore-export-overtaken", isPassing: true },
    });
  });

  it("waits for the bot's own where an earlier one is still reported", async () => {
    await serve({
      status: (polls) => ({
        ...{ _id: polls < 3 ? "earlier" : "ours", status: "success" },
        downloadURL: `${state.url}/file`,
      }),
      file: sends(zipped(JSON.stringify(definition()))),
    });
    expect(await fetchExport(bot, "latest", never)).toMatchObject({ ok: true });
  });
});

describe("an export's start, state, and link", () => {
  it.each([400, 404])("say of the published version alone that there is none (%s)", async (status) => {
    await serve({ start: { status, body: { errors: [{ msg: "no" }] } } });
    expect(await fetchExport(bot, "published", never)).toMatchObject({
      problem: { code: "kore-not-published" },
    });
    const latest = await fetchExport(bot, "latest", never);
    expect(latest).toMatchObject({ problem: { code: expect.not.stringContaining("published") } });
  });

  it("are waited for where Kore is asked too often", async () => {
    await serve({
      poll: (polls) => (polls < 3 ? 429 : 200),
      file: sends(strToU8(JSON.stringify(definition()))),
    });
    expect(await fetchExport(bot, "latest", never)).toMatchObject({ ok: true });
  });

  it("count without an ID too", async () => {
    const status = () => ({ status: "success", downloadURL: `${state.url}/file` });
    const file = sends(strToU8(JSON.stringify(definition())));
    await serve({ status, file });
    expect(await fetchExport(bot, "latest", never)).toMatchObject({ ok: true });
    close?.();
    await serve({ start: { body: {} }, file });
    expect(await fetchExport(bot, "latest", never)).toMatchObject({ ok: true });
  });

  it.each<[string, () => object]>([
    ["has failed", () => ({ status: "failed", downloadURL: `${state.url}/file` })],
    ["has no link", () => ({ status: "success" })],
    ["has a link with a user's name", () => ({ downloadURL: state.url.replace("//", "//eve:x@") })],
    ["has a link without encryption elsewhere", () => ({ downloadURL: "http://files.example/file" })],
  ])("are a failure where it %s, and nothing is loaded", async (_what, status) => {
    const file = vi.fn<Answer>((_request, response) => response.end("{}"));
    await serve({ status: () => ({ _id: "ours", status: "success", ...status() }), file });
    expect(await fetchExport(bot, "latest", never)).toMatchObject({
      problem: { code: "kore-export-failed" },
    });
    expect(file).not.toHaveBeenCalled();
  });

  it("are too large with more files than an app has", async () => {
    const files = Array.from({ length: 2_001 }, (_, index) => [`${index}.json`, strToU8("{}")]);
    expect(await exportOf(zipSync(Object.fromEntries(files)))).toBe("kore-export-too-large");
  });
});

describe("both versions", () => {
  it("are asked for one after the other, the published one also when the other was overtaken or slow", async () => {
    const { asked } = await serve({ status: () => ({ _id: "theirs", status: "success" }) });
    const both = await fetchBoth(bot, never);
    expect(both).toMatchObject({
      latest: { problem: { code: "kore-export-overtaken" } },
      published: { problem: { code: "kore-export-overtaken" } },
    });
    expect(asked.filter((call) => call === "POST export")).toHaveLength(2);
  });

  it("aren't both asked for where one refusal is true of both", async () => {
    const { asked } = await serve({ start: { status: 403, body: { errors: [{ msg: "no" }] } } });
    expect(await fetchBoth(bot, never)).toMatchObject({
      latest: { problem: { code: "kore-forbidden" } },
      published: { problem: { code: "kore-forbidden" } },
    });
    expect(asked).toEqual(["POST export"]);
  });
});
