import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { koreSettings } from "../connection-settings";
import { setVariable } from "./bot-variables";

const state = vi.hoisted(() => ({ url: "" }));
vi.mock("@/lib/kernel/config", () => ({
  config: () => ({ vendorSandboxUrls: { kore: state.url }, allowedHosts: [] }),
}));
let close: (() => void) | undefined;
afterEach(() => close?.());

const settings = koreSettings.parse({
  ...{ host: "platform.kore.ai", botId: "st-0001", clientId: "cs-0001" },
  ...{ didNumber: "+12065551118", koreSandbox: true },
});
const bot = { settings, clientSecret: "the-secret" };
const wanted = { key: "OURS", value: "https://new.example" };

interface Variable {
  key: string;
  value?: unknown;
  hint?: string;
  variableType?: "env" | "locale";
  scope?: string;
  isSecured?: boolean;
  localeData?: object;
}
const env = (key: string, value: unknown, more: Partial<Variable> = {}): Variable => ({
  ...{ key, value, hint: "", variableType: "env", scope: "prePopulated", isSecured: false },
  ...more,
});

interface Kore {
  before: Variable[];
  /** What the bot has after the import with this number, from 1, or the status that answers it. */
  onImport: (variables: Variable[], stored: Variable[], imports: number) => Variable[] | number;
  /** The status of an export with this number, from 1. */
  onExport?: (exports: number) => number;
  /** Of whoever waits for it. */
  onRequest?: (call: "import" | "export", count: number) => void;
  /** An export's answer, where it isn't the list alone. */
  wrap?: (stored: Variable[]) => object;
}

/** A bot whose variables are set with this Kore. */
async function set(
  { before, onImport, onExport, onRequest, wrap = (all) => all }: Kore,
  signal?: AbortSignal,
) {
  let stored = before;
  const counts = { import: 0, export: 0 };
  const imported: Variable[][] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (part) => {
      text += part;
    });
    request.on("end", () => {
      const call = request.url?.endsWith("/import") ? "import" : "export";
      counts[call] += 1;
      onRequest?.(call, counts[call]);
      if (call === "export") {
        const status = onExport?.(counts.export) ?? 200;
        return response.writeHead(status).end(JSON.stringify(status === 200 ? wrap(stored) : { errors: [] }));
      }
      const given = JSON.parse(text) as Variable[];
      imported.push(given);
      const after = onImport(given, stored, counts.import);
      if (typeof after === "number") return response.writeHead(after).end(JSON.stringify({ errors: [] }));
      stored = after;
      return response.end(JSON.stringify({ message: "1 Variables imported/updated successfully." }));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  const outcome = await setVariable(bot, wanted, { timeoutMs: 5_000, signal });
  return { outcome, imported, stored };
}

const merge = (given: Variable[], stored: Variable[]) => [
  ...stored.filter(({ key }) => !given.some((one) => one.key === key)),
  ...given.map((one) => ({ isSecured: false, ...one })),
];
const edited = (stored: Variable[], key: string, more: Partial<Variable>) =>
  stored.map((one) => (one.key === key ? { ...one, ...more } : one));

const keeps: Kore["onImport"] = (given, stored) => merge(given, stored);

describe("a variable of a bot", () => {
  it.each<[string, Variable]>([
    ["is secured", env("OURS", "", { isSecured: true })],
    ["is of another kind", { key: "OURS", variableType: "locale", localeData: { en: "Hello" } }],
  ])("isn't touched where one with its name %s", async (_what, taken) => {
    const { outcome, imported } = await set({ before: [taken], onImport: keeps });
    expect(outcome).toMatchObject({ problem: { code: "kore-variable-taken" } });
    expect(imported).toEqual([]);
  });

  it("isn't sent where it has the value already", async () => {
    const { outcome, imported } = await set({ before: [env("OURS", wanted.value)], onImport: keeps });
    expect(outcome).toMatchObject({ value: { outcome: "unchanged" } });
    expect(imported).toEqual([]);
  });

  it("is set alone, keeps what else it had, and secured ones are named that can't be compared", async () => {
    const before = [
      env("OURS", "old", { hint: "Ask Eve", scope: "userPrompt" }),
      env("KEY", "", { isSecured: true }),
    ];
    const { outcome, imported } = await set({ before, onImport: keeps });
    expect(outcome).toMatchObject({ value: { outcome: "set", notCompared: ["KEY"] } });
    expect(imported).toEqual([[{ ...wanted, hint: "Ask Eve", variableType: "env", scope: "userPrompt" }]]);
  });

  it("is read once more where it can't be read back at first, and isn't known where it can't at all", async () => {
    const setFailing = (failing: number[]) =>
      set({ before: [], onImport: keeps, onExport: (count) => (failing.includes(count) ? 503 : 200) });
    expect((await setFailing([2])).outcome).toMatchObject({ value: { outcome: "set" } });
    expect((await setFailing([2, 3])).outcome).toMatchObject({ problem: { code: "kore-variable-unknown" } });
  });

  it.each<[string, Variable[]]>([
    ["hasn't it", []],
    ["has its old value", [env("OURS", "old")]],
  ])("isn't set where Kore accepts it and the bot %s", async (_what, before) => {
    const { outcome } = await set({ before, onImport: (_given, stored) => stored });
    expect(outcome).toMatchObject({ problem: { code: "kore-variable-not-set" } });
  });

  it("is found in a list among others, too", async () => {
    const wrap = (botVariables: Variable[]) => ({ botVariables, other: [] });
    const { outcome } = await set({ before: [env("OURS", wanted.value)], onImport: keeps, wrap });
    expect(outcome).toMatchObject({ value: { outcome: "unchanged" } });
    const odd = await set({ before: [], onImport: keeps, wrap: () => ({ message: "hello" }) });
    expect(odd.outcome).toMatchObject({ problem: { code: "kore-malformed" } });
  });
});

describe("a variable that someone edits while another is set", () => {
  it.each<[string, Variable, Partial<Variable>]>([
    ["has another value", env("OWN", "a"), { value: "b" }],
    ["has a number", env("OWN", 1), { value: 2 }],
    ["has a value now", env("OWN", ""), { value: "b" }],
    ["is secured now", env("OWN", "a"), { value: "", isSecured: true }],
    [
      "has another text in a language",
      { key: "OWN", variableType: "locale", scope: "prePopulated", localeData: { en: "Hello" } },
      { localeData: { en: "Hello", de: "Hallo" } },
    ],
  ])("and that %s is left as it is and named, and ours is put back", async (_what, before, edit) => {
    const { outcome, imported, stored } = await set({
      before: [before, env("OURS", "https://old.example")],
      onImport: (given, now, imports) => merge(given, imports > 1 ? now : edited(now, "OWN", edit)),
    });
    expect(outcome).toMatchObject({
      problem: {
        code: "kore-variables-edited",
        sentence: expect.stringMatching(/same time: OWN\. .*OURS is as it was/),
      },
    });
    expect(imported.flat().map(({ key }) => key)).toEqual(["OURS", "OURS"]);
    expect(stored.find(({ key }) => key === "OWN")).toMatchObject(edit);
    expect(stored.find(({ key }) => key === "OURS")).toMatchObject({ value: "https://old.example" });
  });

  it.each<[string, Kore["before"], number[], RegExp]>([
    ["can't be put back", [env("OWN", "a")], [], /OURS has its new value/],
    ["isn't put back", [env("OWN", "a"), env("OURS", "old")], [], /OURS has its new value/],
    ["can't be read", [env("OWN", "a"), env("OURS", "old")], [3], /whether OURS has its earlier value isn't/],
  ])("says so of our own where it %s", async (_what, before, unread, own) => {
    const { outcome } = await set({
      before,
      onImport: (given, now, imports) =>
        imports > 1 ? 503 : merge(given, edited(now, "OWN", { value: "b" })),
      onExport: (exports) => (unread.includes(exports) ? 503 : 200),
    });
    expect(outcome).toMatchObject({
      problem: { code: "kore-variables-edited", sentence: expect.stringMatching(own) },
    });
  });

  it("stays so too where the import took others away, and those are put back", async () => {
    const { outcome, stored } = await set({
      before: [env("OWN", "a"), env("GONE", "g"), env("EMPTY", "e")],
      onImport: (given, now, imports) =>
        imports > 1 ? merge(given, now) : merge(given, [env("OWN", "b"), env("EMPTY", "")]),
    });
    expect(outcome).toMatchObject({
      problem: { code: "kore-variables-touched", sentence: expect.stringContaining("2 other variables") },
    });
    const values = Object.fromEntries(stored.map(({ key, value }) => [key, value]));
    expect(values).toMatchObject({ OWN: "b", GONE: "g", EMPTY: "e" });
  });
});

describe("what an import did to others", () => {
  const replaces: Kore["onImport"] = (given, stored, imports) => (imports > 1 ? merge(given, stored) : given);

  it("is put back with our own, and the problem says that a new one stays", async () => {
    const fresh = await set({ before: [env("OWN", "a")], onImport: replaces });
    expect(fresh.outcome).toMatchObject({
      problem: {
        code: "kore-variables-touched",
        sentence: expect.stringContaining("OURS is in the bot now"),
      },
    });
    const known = await set({
      before: [env("OWN", "a"), env("OURS", "https://old.example")],
      onImport: replaces,
    });
    expect(known.outcome).toMatchObject({
      problem: { sentence: expect.not.stringContaining("is in the bot now") },
    });
    expect(known.stored).toContainEqual(
      expect.objectContaining({ key: "OURS", value: "https://old.example" }),
    );
  });

  it("is put back with its hint and its languages, and no secured one is ever sent", async () => {
    const text: Variable = { key: "TEXT", variableType: "locale", localeData: { en: "Hello" } };
    const emptied = { ...text, localeData: {} };
    const { outcome, imported } = await set({
      before: [env("OWN", "a", { hint: "Ask Eve" }), text, env("KEY", "", { isSecured: true })],
      onImport: (given, _stored, imports) => (imports > 1 ? 503 : [...given, emptied]),
    });
    expect(outcome).toMatchObject({ problem: { code: "kore-variables-lost" } });
    expect(imported[1]).toMatchObject([
      { key: "OWN", value: "a", hint: "Ask Eve" },
      { key: "TEXT", variableType: "locale", localeData: { en: "Hello" } },
    ]);
    expect(imported.flat().map(({ key }) => key)).not.toContain("KEY");
  });

  it("is named where putting it back fails, and is unknown where that can't be read", async () => {
    const before = [env("OWN", "a"), env("KEY", "", { isSecured: true })];
    const failing = await set({
      before,
      onImport: (given, _stored, imports) => (imports > 1 ? 503 : given),
    });
    expect(failing.outcome).toMatchObject({
      problem: {
        code: "kore-variables-lost",
        sentence: expect.stringMatching(/couldn't put back: OWN, KEY\. OURS is in the bot now\.$/),
      },
    });
    const unseen = await set({ before, onImport: replaces, onExport: (count) => (count > 2 ? 503 : 200) });
    expect(unseen.outcome).toMatchObject({
      problem: {
        code: "kore-variables-unknown",
        sentence: expect.stringMatching(/isn't known: OWN, KEY\. Kore returned an internal error/),
      },
    });
    expect(JSON.stringify(unseen.outcome)).not.toContain("couldn't put back");
  });
});

describe("an import that breaks off", () => {
  it.each([
    ["done", 503, [env("OURS", wanted.value)], "set"],
    ["not done", 503, [], "kore-down"],
    ["refused", 429, [], "kore-rate-limited"],
  ] as const)("is looked at again when it was %s", async (_what, status, after, code) => {
    let now: readonly Variable[] = [];
    const server = createServer((request, response) => {
      request.resume();
      request.on("end", () => {
        const isImport = request.url?.endsWith("/import");
        if (isImport) now = after;
        response.writeHead(isImport ? status : 200).end(JSON.stringify(isImport ? { errors: [] } : now));
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = () => server.close();
    const outcome = await setVariable(bot, wanted, { timeoutMs: 5_000 });
    expect(outcome.ok ? outcome.value.outcome : outcome.problem.code).toBe(code);
  });

  it("is followed to its end by whoever's time is up in between", async () => {
    const stop = new AbortController();
    const { outcome, stored } = await set(
      {
        before: [env("OWN", "a")],
        onImport: (given, now, imports) => (imports > 1 ? merge(given, now) : given),
        onRequest: (call) => call === "import" && stop.abort(),
      },
      stop.signal,
    );
    expect(outcome).toMatchObject({ problem: { code: "kore-variables-touched" } });
    expect(stored).toContainEqual(expect.objectContaining({ key: "OWN", value: "a" }));
    const early = new AbortController();
    early.abort();
    await expect(set({ before: [], onImport: merge }, early.signal)).rejects.toThrow();
  });
});
