import { describe, expect, it } from "vitest";
import { sampleArtifact } from "@/lib/blueprints/shared/sample-parts";
import { planDeployment } from "@/lib/engine/plan";
import { findResourceType } from "@/lib/vendors/resource-types";
import { sampleConsole } from "./agent-ai/sample-settings";
import { makeAgentAiCcp } from "./agent-ai-ccp";
import { agentAiCcpRows } from "./agent-ai-ccp/ledger-rows";
import { sampleInput } from "./agent-ai-ccp/sample-input";
import { agentAiCcpSettings } from "./agent-ai-ccp/settings";

const blueprint = makeAgentAiCcp({ artifact: sampleArtifact, ...sampleConsole });
const find = (input: ReturnType<typeof sampleInput>, id: string) =>
  blueprint.desired(input).find(({ logicalId }) => logicalId === id)?.props;

describe("what Agent AI on the Contact Control Panel wants to exist", () => {
  it("lets the trigger assume the reader's role alone, and write its own log", () => {
    expect(find(sampleInput({}, { prefix: "acme-" }), "kvs-trigger-role")?.statements).toEqual([
      {
        actions: ["sts:AssumeRole"],
        resources: ["arn:aws:iam::111122223333:role/patchbay/acme-kvs-reader-role"],
      },
      {
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: ["arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/acme-KVSTrigger:*"],
      },
    ]);
  });

  it("gives the client's secret to functions by name alone, and to no flow", () => {
    const input = sampleInput({ hostedPage: true });
    const withSecret = blueprint
      .desired(input)
      .filter(({ props }) => JSON.stringify(props).includes('"$secret":"kore.clientSecret"'))
      .map(({ logicalId }) => logicalId);
    expect(withSecret).toEqual(["kvs-trigger-function", "widget-credentials-function"]);
  });

  it("makes neither the credentials function nor its API unless Kore's hosted page was chosen", () => {
    const ids = (hostedPage: boolean) =>
      blueprint.desired(sampleInput({ hostedPage })).map(({ logicalId }) => logicalId);
    expect(ids(false).filter((id) => id.startsWith("widget-"))).toEqual([]);
    expect(ids(true)).toEqual(expect.arrayContaining(["widget-credentials-function", "widget-api"]));
    expect(find(sampleInput({ hostedPage: true }), "widget-api")).toMatchObject({
      routes: [{ routeKey: { $join: ["GET /", { $secret: "widgetPath" }] } }],
      throttle: { ratePerSecond: 5, burst: 10 },
    });
  });

  it("answers at the previous path too while the path is rotated", () => {
    const routes = (secretNames: string[]) =>
      find(sampleInput({ hostedPage: true }, { secretNames }), "widget-api")?.routes;
    const route = (name: string) => ({
      routeKey: { $join: ["GET /", { $secret: name }] },
      functionArn: { $ref: "widget-credentials-function.aliasArn" },
    });
    expect(routes(["widgetPath"])).toEqual([route("widgetPath")]);
    expect(routes(["widgetPath", "widgetPathPrevious"])).toEqual([
      route("widgetPath"),
      route("widgetPathPrevious"),
    ]);
  });

  it("offers to rotate the path only where a page uses it", () => {
    const { isUsed } = blueprint.generatedSecrets.widgetPath ?? {};
    expect(isUsed?.(sampleInput({ hostedPage: true }).settings)).toBe(true);
    expect(isUsed?.(sampleInput().settings)).toBe(false);
  });

  it("says in the plan that the hosted page's address gives out the client secret, and not where it is", () => {
    const steps = planDeployment({
      desired: blueprint.desired(sampleInput({ hostedPage: true })),
      ...{ recorded: [], observed: new Map(), predicted: new Map() },
      secrets: { "kore.clientSecret": "secret-of-the-app", widgetPath: "path-of-the-widget" },
      findType: findResourceType,
      fingerprint: () => "",
    });
    const step = steps.find(({ type }) => type === "http-api");
    expect(step?.summary).toContain("can read the client secret");
    expect(JSON.stringify(steps)).not.toMatch(/secret-of-the-app|path-of-the-widget/);
  });

  it("approves the origins of the pages that show the softphone, and none without a page", () => {
    const origins = (settings: Parameters<typeof sampleInput>[0]) =>
      blueprint
        .desired(sampleInput(settings))
        .filter(({ type }) => type === "approved-origin")
        .map(({ props }) => props.origin);
    const page = { ownPage: true, pageOrigin: "https://patchbay.example.com" };
    expect(origins({})).toEqual([]);
    expect(origins(page)).toEqual(["https://patchbay.example.com"]);
    expect(origins({ ...page, hostedPage: true })).toEqual([
      "https://patchbay.example.com",
      "https://platform.kore.ai",
    ]);
  });

  it("claims the chosen free number before its calls come, and claims none by itself", () => {
    const claimedNumber = { number: "+12065550142", country: "US", numberType: "DID" as const };
    const input = sampleInput({
      entry: { kind: "numbers", testNumbers: [], liveNumbers: [], promoted: false },
      claimedNumber,
    });
    expect(find(input, "number")).toEqual(claimedNumber);
    expect(find(input, "number:+12065550142")).toEqual({
      phoneNumber: { $ref: "number.number" },
      flowId: { $ref: "flow.id" },
    });
    expect(find(sampleInput(), "number")).toBeUndefined();
  });

  it("hands the trigger and the reader the key that the instance's streams really have", () => {
    const keyArn = { $ref: "media-streams.keyArn" };
    expect(find(sampleInput(), "kvs-trigger-function")?.environment).toMatchObject({
      STREAM_KEY_ARN: keyArn,
    });
    expect(find(sampleInput(), "kvs-reader-role")).toMatchObject({ keyArn });
  });

  it("names a host that isn't Kore's to the trigger when it is the Kore connection's", () => {
    const { settings, vendors } = sampleInput();
    const environment = (host: string, transcriberUrl = "") =>
      find(
        sampleInput(
          { agentAi: { ...settings.agentAi, transcriberUrl } },
          { vendors: { kore: { ...vendors.kore, host } } },
        ),
        "kvs-trigger-function",
      )?.environment;
    expect(environment("https://kore.example.com")).toMatchObject({
      TRANSCRIBER_URL: "https://kore.example.com/integrations/amzn/voice/",
      KORE_ALLOWED_HOSTS: "kore.example.com",
    });
    const kores = "https://agentassist.kore.ai/integrations/amzn/voice/";
    expect(environment("https://kore.example.com", kores)).toMatchObject({ TRANSCRIBER_URL: kores });
    expect(environment("https://platform.kore.ai", kores)).not.toHaveProperty("KORE_ALLOWED_HOSTS");
    for (const foreign of [
      "https://voice.example.com/x",
      "https://platform.kore.ai.example.com/",
      "https://evilkore.ai/",
    ]) {
      expect(() => environment("https://platform.kore.ai", foreign)).toThrow(/neither a host of kore.ai/);
    }
  });

  it("has calls' audio sent to Kore's hosts, the Kore connection's, or one that the operator lists", () => {
    const { settings, vendors } = sampleInput();
    const plan = (wssUrl: string, host = "https://platform.kore.ai") =>
      find(
        sampleInput(
          { agentAi: { ...settings.agentAi, wssUrl } },
          { vendors: { kore: { ...vendors.kore, host } } },
        ),
        "kvs-trigger-function",
      );
    for (const allowed of [
      "wss://savg-webserver.kore.ai",
      "wss://savg.eu.kore.ai/",
      "wss://listed.example.com:8443",
    ])
      expect(() => plan(allowed)).not.toThrow();
    expect(() => plan("wss://kore.example.com:8443", "https://kore.example.com")).not.toThrow();
    for (const foreign of [
      "wss://kore.example.com",
      "wss://savg-webserver.kore.ai.example.com",
      "wss://savg-webserver.kore.ai:8443",
      "wss://169.254.169.254",
      "wss://localhost",
    ]) {
      expect(() => plan(foreign), foreign).toThrow(/address for audio is on .* neither a host of kore.ai/);
    }
  });

  it("has a resource or a guided step for every row that it says it covers", () => {
    const input = sampleInput({
      hostedPage: true,
      ownPage: true,
      pageOrigin: "https://patchbay.example.com",
      disposition: { enabled: true },
    });
    const covered = new Set([
      ...blueprint.desired(input).flatMap(({ ledgerRows = [] }) => ledgerRows),
      ...blueprint.guide(input).map(({ row }) => row),
      // The estimate beside the settings.
      "AC-21",
    ]);
    expect(agentAiCcpRows.filter((row) => !covered.has(row))).toEqual([]);
  });
});

describe("the settings of Agent AI on the Contact Control Panel", () => {
  const faults = (settings: object) =>
    agentAiCcpSettings
      .safeParse(settings)
      .error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];
  const valid = { queueId: "q", entry: { kind: "own-flow" }, agentAi: sampleInput().settings.agentAi };

  it("say in a sentence what is wrong", () => {
    expect(faults(valid)).toEqual([]);
    expect(faults({ ...valid, agentAi: { ...valid.agentAi, sipUri: "" } })).toEqual([
      ["agentAi.sipUri", "Enter the SIP URI that Agent AI shows, like sip:1234@host."],
    ]);
    expect(faults({ ...valid, agentAi: { ...valid.agentAi, host: "http://platform.kore.ai" } })).toEqual([
      ["agentAi.host", "Enter Agent AI's host like https://platform.kore.ai."],
    ]);
    expect(faults({ ...valid, fullQueue: { goesTo: "queue" } })).toEqual([
      ["fullQueue.queueId", "Choose the other queue."],
    ]);
    expect(faults({ ...valid, mediaStreams: { keyId: "alias/mine" } })).toEqual([
      ["mediaStreams.keyId", "Choose a key from the list, or enter the key's whole ARN."],
    ]);
    expect(faults({ ...valid, ownPage: true })).toEqual([
      ["pageOrigin", "Enter the origin of the agents' page. Without it, Amazon Connect doesn't load in it."],
    ]);
    expect(faults({ ...valid, queueId: undefined, ownPage: true }).map(([path]) => path)).toEqual([
      "queueId",
      "pageOrigin",
    ]);
    expect(faults({ ...valid, ownPage: true, pageOrigin: "http://patchbay.example.com" })).toEqual([
      [
        "pageOrigin",
        "Enter the origin like https://patchbay.example.com, without a path. Amazon Connect takes https only.",
      ],
    ]);
  });

  it("ask for a number until one is chosen or claimed, whatever else is still missing", () => {
    const entry = { kind: "numbers", testNumbers: [], liveNumbers: [], promoted: false };
    const claimedNumber = { number: "+12065550142", country: "US", numberType: "DID" };
    const paths = (settings: object) => faults(settings).map(([path]) => path);
    expect(paths({ ...valid, entry })).toEqual(["entry.testNumbers"]);
    expect(paths({ ...valid, queueId: undefined, entry })).toEqual(["queueId", "entry.testNumbers"]);
    expect(paths({ ...valid, entry, claimedNumber })).toEqual([]);
    expect(paths({ ...valid, entry, claimedNumber: { ...claimedNumber, country: "us" } })).toEqual([
      "claimedNumber.country",
    ]);
  });

  it("refuse a token that would live for longer than twelve hours, with the sum", () => {
    const token = (times: object) => faults({ ...valid, token: times });
    expect(token({ waitMinutes: 300, handlingMinutes: 700, afterWorkMinutes: 30 })).toEqual([
      [
        "token.handlingMinutes",
        "Together the two are 730 minutes. A token can live for 720 minutes (12 hours) at most.",
      ],
    ]);
    // The wait is over when the token is made.
    expect(token({ waitMinutes: 300, handlingMinutes: 690, afterWorkMinutes: 30 })).toEqual([]);
  });

  it("leave nothing to type on the sandbox, and what only Agent AI shows elsewhere", () => {
    const { settings: _, ...input } = sampleInput();
    const asked = { queueId: "q", entry: { kind: "own-flow" } };
    const onSandbox = { isSandbox: true, vendors: { kore: { ...input.vendors.kore, koreSandbox: true } } };
    expect(faults({ ...blueprint.defaults({ ...input, ...onSandbox }), ...asked })).toEqual([]);
    expect(faults({ ...blueprint.defaults(input), ...asked }).map(([path]) => path)).toEqual([
      "agentAi.sipUri",
      "agentAi.accountId",
    ]);
  });
});
