import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { succeed } from "@/lib/kernel/result";
import { must } from "@/lib/testing/must";
import { startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { koreSettings } from "../connection-settings";
import { fetchVariables, setVariable } from "../proof/bot-variables";
import { koreVoiceChecker } from "./checker";
import { koreSideOf, startScriptText, transferScriptText } from "./kore-side";
import { sampleInput, sampleOutputs } from "./sample-input";
import { setUrlDeed } from "./set-url-deed";

const state = vi.hoisted(() => ({ url: "" }));
vi.mock("@/lib/kernel/config", async (original) => ({
  ...(await original<typeof import("@/lib/kernel/config")>()),
  config: () => ({ vendorSandboxUrls: { kore: state.url }, allowedHosts: [] }),
}));

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
}, 90_000);
afterAll(() => sandbox.stop());

const koreUrl = () => sandbox.vendorUrls.kore ?? "";
const control = (method: "PUT" | "POST" | "DELETE", path: string, body: object = {}) =>
  tellSandbox(sandbox, method, `${koreUrl()}/_sandbox/${path}`, body);

const bot = { botId: "st-0001", clientId: "cs-0001", clientSecret: "secret", didNumber: "+12065551118" };
const settings = koreSettings.parse({
  ...{ host: "platform.kore.ai", botId: bot.botId, clientId: bot.clientId },
  ...{ didNumber: bot.didNumber, koreSandbox: true },
});
const input = sampleInput({}, { outputs: sampleOutputs });
const side = koreSideOf(input);
const variables = [
  { key: side.variables.names.url, value: side.variables.url },
  { key: side.variables.names.token, value: "t0ken", isSecured: true },
  { key: "OWN_SETTING", value: "private-value" },
];

const setUp = (changes: object = {}) =>
  control("PUT", `bots/${bot.botId}`, { ...bot, ...side, variables, ...changes });
const inApp = (method: "PUT" | "POST", path: string, body: object = {}) =>
  control(method, `bots/${bot.botId}/${path}`, body);

beforeEach(async () => {
  state.url = koreUrl();
  await control("POST", "reset");
  await control("PUT", "api", {});
});

async function check(signal = AbortSignal.timeout(60_000)) {
  const connection = () => ({
    open: async () => succeed({ settings, secrets: { clientSecret: bot.clientSecret } }),
  });
  const results = await koreVoiceChecker.read({ input, connection, signal });
  return {
    results,
    codes: Object.fromEntries(results.map(({ row, code }) => [row, code])),
    of: (row: string) => results.find((each) => each.row === row),
  };
}

describe("what a bot shows of the guide", () => {
  it("is all published after a person did as the guide says", async () => {
    await setUp();
    const { results, codes } = await check();
    expect(codes).toEqual(Object.fromEntries(koreVoiceChecker.rows.map((row) => [row, "published"])));
    expect(JSON.stringify(results)).not.toMatch(/private-value|t0ken|var wanted/);
  });

  it("says what is in development only, until it is published", async () => {
    await setUp({ transferScript: "var own = 1;" });
    await inApp("PUT", "latest", { transferScript: transferScriptText });
    expect((await check()).codes).toMatchObject({ "KM-21": "development-only", "KM-23": "development-only" });
    await inApp("POST", "publish");
    expect((await check()).codes).toMatchObject({ "KM-21": "published", "KM-23": "published" });
  });

  it("tells an older script, an edited one, and one that isn't there apart", async () => {
    const older = transferScriptText.replace("version 1.", "version 0.");
    await setUp({ transferScript: older });
    expect((await check()).codes).toMatchObject({ "KM-21": "older" });
    await setUp({ transferScript: transferScriptText.replace("var wanted", "var sought") });
    expect((await check()).of("KM-21")).toMatchObject({ code: "changed", difference: expect.any(Array) });
    await setUp({ transferScript: "var own = 1;", serviceNode: null });
    expect((await check()).codes).toMatchObject({ "KM-21": "absent", "KM-22": "absent" });
  });

  it("says of a start flow in an unknown form that it wasn't seen, never that it's absent", async () => {
    await setUp();
    await inApp("PUT", "export-form", { flows: "absent" });
    expect((await check()).codes).toMatchObject({ "KM-18": "not-seen", "KM-21": "published" });
    await inApp("PUT", "export-form", {
      flows: "other",
      file: "botDefinition.json",
      wrapper: "botDefinition",
    });
    expect((await check()).codes).toMatchObject({ "KM-18": "not-seen", "KM-21": "published" });
    await inApp("PUT", "export-form", {});
    await setUp({ startScript: startScriptText.replace("var handle", "var handled") });
    expect((await check()).codes).toMatchObject({ "KM-18": "changed" });
  });

  it("says of a variable that it is another, missing, or readable", async () => {
    await setUp({ variables: [] });
    expect((await check()).codes).toMatchObject({ "KP-04": "absent" });
    await setUp({
      variables: [
        { ...variables[0], value: "https://elsewhere" },
        { ...variables[1], isSecured: false },
      ],
    });
    expect((await check()).of("KP-04")).toMatchObject({
      code: "changed",
      difference: [expect.stringContaining("another value"), expect.stringContaining("isn't secure")],
    });
  });

  it("names the scope that is missing, and still shows what others allow", async () => {
    await setUp();
    await inApp("PUT", "scopes", { scopes: ["Export Variables", "Logs History"] });
    const { codes, of } = await check();
    expect(codes).toMatchObject({
      "KM-18": "unknown",
      "KM-22": "unknown",
      "KP-04": "published",
      "KP-03": "published",
    });
    expect(of("KM-18")?.detail).toContain("Bot Export");
  });

  it.each([
    [401, "client ID"],
    [404, ""],
    [429, "rate"],
    [503, "internal error"],
  ])("is unknown while Kore answers %s", async (status, words) => {
    await setUp();
    if (status === 404) await control("DELETE", `bots/${bot.botId}`);
    else await control("PUT", "api", { status });
    const { results } = await check();
    expect(new Set(results.map(({ code }) => code))).toEqual(new Set(["unknown"]));
    expect(results[0]?.detail).toContain(words);
  });

  it("is unknown when the export fails", async () => {
    await setUp();
    await inApp("PUT", "export-form", { fails: true });
    expect((await check()).codes).toMatchObject({
      "KM-18": "unknown",
      "KM-21": "unknown",
      "KP-04": "published",
    });
  });

  it("says of a bot that was never published that callers reach nothing of it", async () => {
    await control("PUT", `bots/${bot.botId}`, bot);
    await inApp("PUT", "latest", { ...side, variables });
    expect((await check()).codes).toMatchObject({ "KM-18": "development-only", "KM-23": "development-only" });
  });
});

describe("setting the URL's variable", () => {
  const wanted = { key: side.variables.names.url, value: "https://new.example/dev/kore-metadata" };
  const asking = { timeoutMs: 5_000 };
  const kept = { settings, clientSecret: bot.clientSecret };

  it("changes this one alone, and nothing when it's right already", async () => {
    await setUp();
    expect(await setVariable(kept, wanted, asking)).toEqual({
      ok: true,
      value: { outcome: "set", notCompared: [side.variables.names.token] },
    });
    expect((await check()).of("KP-04")?.difference).toEqual([expect.stringContaining("another value")]);
    expect(await setVariable(kept, wanted, asking)).toMatchObject({ value: { outcome: "unchanged" } });
  });

  it("refuses a name that another kind of variable has", async () => {
    await setUp({ variables: [{ key: wanted.key, value: "x", isSecured: true }] });
    expect(await setVariable(kept, wanted, asking)).toMatchObject({
      problem: { code: "kore-variable-taken" },
    });
  });

  const doIt = () =>
    setUrlDeed.run({
      input,
      connection: () => ({
        open: async () => succeed({ settings, secrets: { clientSecret: bot.clientSecret } }),
      }),
      signal: AbortSignal.timeout(60_000),
    });
  const older = [{ ...variables[0], value: "https://old.example" }, ...variables.slice(1)];

  it("says before that secured variables may be lost, and afterward which ones nobody can compare", async () => {
    expect(setUrlDeed.question).toMatch(/can't read or put back the values of secured variables/);
    await setUp({ variables: older });
    await inApp("PUT", "import-mode", { mode: "empties-secured" });
    // No export shows it: all that can be done is to name it.
    expect(must(await doIt())).toContain(side.variables.names.token);
  });

  it("names the secured variables that an import took away, and puts back the others", async () => {
    await setUp({ variables: older });
    await inApp("PUT", "import-mode", { mode: "replaces" });
    const done = await doIt();
    expect(done).toMatchObject({
      problem: { code: "kore-variables-lost", sentence: expect.stringContaining(side.variables.names.token) },
    });
    expect(JSON.stringify(done)).not.toMatch(/OWN_SETTING|private-value|t0ken/);
    const after = must(await fetchVariables(kept, asking));
    expect(after.map(({ key, value }) => [key, value])).toEqual([
      ["OWN_SETTING", "private-value"],
      [side.variables.names.url, "https://old.example"],
    ]);
  });

  it("needs the scope for it", async () => {
    await setUp();
    await inApp("PUT", "scopes", { scopes: ["Export Variables"] });
    expect(await setVariable(kept, wanted, asking)).toMatchObject({ problem: { code: "kore-forbidden" } });
  });

  /** A Kore whose import replaces everything, as its screen's documentation says; `heals` takes what is put back. */
  async function replacing(heals: boolean) {
    const exported = [
      { key: "OWN", value: "a", variableType: "env", scope: "hidden", hint: "", isSecured: false },
      { key: "KEY", value: "", variableType: "env", scope: "hidden", hint: "", isSecured: true },
    ];
    let stored: object[] = exported;
    let imports = 0;
    const imported: string[] = [];
    const server = createServer((request, response) => {
      let text = "";
      request.on("data", (part) => {
        text += part;
      });
      request.on("end", () => {
        if (request.url?.endsWith("/import")) {
          imports += 1;
          imported.push(text);
          stored = imports === 1 ? JSON.parse(text) : heals ? exported : stored;
        }
        response.end(JSON.stringify(request.url?.endsWith("/export") ? stored : { message: "1 imported" }));
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const set = await setVariable(kept, wanted, asking);
    server.close();
    return { set, imported };
  }

  it("puts back what an import took away, and never imports a secured variable", async () => {
    const healed = await replacing(true);
    expect(healed.set).toMatchObject({ problem: { code: "kore-variables-touched" } });
    expect(healed.imported).toHaveLength(2);
    expect(healed.imported.join("")).not.toContain("KEY");
    const lost = await replacing(false);
    expect(lost.set).toMatchObject({
      problem: { code: "kore-variables-lost", sentence: expect.stringContaining("KEY") },
    });
  });
});
