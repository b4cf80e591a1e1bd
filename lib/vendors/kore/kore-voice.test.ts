import { describe, expect, it } from "vitest";
import type { BlueprintInput } from "@/lib/blueprints/blueprint";
import { sampleArtifact } from "@/lib/blueprints/shared/sample-parts";
import { makeKoreVoice } from "./kore-voice";
import { ledgerRows } from "./kore-voice/ledger-rows";
import { hostTitle, listControllers, voiceGatewayRegions } from "./kore-voice/presets";
import { sampleInput } from "./kore-voice/sample-input";
import { koreVoiceSettings } from "./kore-voice/settings";

const blueprint = makeKoreVoice(sampleArtifact);

describe("what Kore voice wants to exist", () => {
  it("allows each function its one call on the one table, and its own log", () => {
    const desired = blueprint.desired(sampleInput());
    const statements = (part: string) =>
      desired.find(({ logicalId }) => logicalId === `${part}-role`)?.props.statements;
    const log = (name: string) => ({
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/${name}:*`],
    });
    const table = (action: string) => ({ actions: [action], resources: [{ $ref: "table.arn" }] });
    expect(statements("store")).toEqual([table("dynamodb:UpdateItem"), log("koreStoreSessionMetadata")]);
    expect(statements("retrieve")).toEqual([table("dynamodb:GetItem"), log("koreRetrieveSessionMetadata")]);
    expect(statements("authorizer")).toEqual([log("AuthenticateBeforeStoringInDynamoDB")]);
  });

  it("names secrets only, and the previous one only while there is one", () => {
    const environment = (secretNames: string[]) =>
      blueprint
        .desired(sampleInput({}, { secretNames }))
        .find(({ logicalId }) => logicalId === "authorizer-function")?.props.environment;
    expect(environment(["authToken"])).toEqual({ AUTH_TOKEN: { $secret: "authToken" } });
    expect(environment(["authToken", "authTokenPrevious"])).toEqual({
      AUTH_TOKEN: { $secret: "authToken" },
      AUTH_TOKEN_PREVIOUS: { $secret: "authTokenPrevious" },
    });
    const api = blueprint.desired(sampleInput()).find(({ logicalId }) => logicalId === "api");
    const pattern = /"tokenPattern":"([^"]+)"/.exec(JSON.stringify(api))?.[1] ?? "";
    expect("q9_Zx-".repeat(8)).toMatch(new RegExp(pattern));
    expect("abc123").not.toMatch(new RegExp(pattern));
  });

  it("points test numbers at the flow at once and live ones when promoted", () => {
    const numbers = (promoted: boolean) =>
      blueprint
        .desired(
          sampleInput({
            entry: {
              kind: "numbers",
              testNumbers: ["+12065550100"],
              liveNumbers: ["+12065550101"],
              promoted,
            },
          }),
        )
        .filter(({ type }) => type === "phone-number-flow")
        .map(({ logicalId }) => logicalId);
    expect(numbers(false)).toEqual(["number:+12065550100"]);
    expect(numbers(true)).toEqual(["number:+12065550100", "number:+12065550101"]);
  });

  it("names a controller by its region, and by its address where Kore publishes no name", () => {
    expect(hostTitle("3.224.189.218")).toBe("savg-sbc1 · US-East");
    expect(hostTitle("20.37.130.192")).toBe("20.37.130.192 · US-Central (Azure)");
    expect(listControllers("us-central")).toBe("20.236.241.21\n20.37.130.192");
    expect(listControllers("de").split("\n")[0]).toBe("3.70.125.14 (de-savg-sbc1.kore.ai)");
  });

  it("routes to both controllers of every Voice Gateway region", () => {
    for (const region of Object.keys(voiceGatewayRegions)) {
      const input = sampleInput();
      const vendors = { kore: { ...input.vendors.kore, voiceGatewayRegion: region } };
      const connector = blueprint
        .desired({ ...input, vendors })
        .find(({ logicalId }) => logicalId === "connector");
      expect(connector?.props.routes).toMatchObject([
        { port: 5060, priority: 1 },
        { port: 5060, priority: 2 },
      ]);
    }
  });

  it("calls Kore's controllers on their TLS port where encryption is required, also those that the form was filled with", () => {
    const own = { host: "sbc.example.com", port: 5060, protocol: "TCP", priority: 3, weight: 1 };
    const kores = { ...own, host: "35.174.41.205", priority: 1 };
    const connectorWith = (connector: object) =>
      blueprint.desired(sampleInput({ connector })).find(({ logicalId }) => logicalId === "connector")?.props;
    expect(connectorWith({ requireEncryption: true, routes: [kores, own] })?.routes).toEqual([
      { ...kores, port: 5061 },
      own,
    ]);
    const both = [kores, { ...kores, port: 5061 }];
    expect(connectorWith({ requireEncryption: true, routes: both })?.routes).toHaveLength(1);
    expect(connectorWith({ requireEncryption: true })?.routes).toMatchObject([
      { port: 5061 },
      { port: 5061 },
    ]);
    expect(connectorWith({ routes: [kores, own] })?.routes).toEqual([kores, own]);
  });

  it("has a resource or a guided step for every row that it says it covers", () => {
    const input = sampleInput();
    const covered = new Set([
      ...blueprint.desired(input).flatMap(({ ledgerRows = [] }) => ledgerRows),
      ...blueprint.guide(input).map(({ row }) => row),
      // Read or proven by the console itself: connection, charges, trail.
      ...["KV-02", "KV-18", "KM-24"],
    ]);
    expect(ledgerRows.filter((row) => !covered.has(row))).toEqual([]);
  });
});

describe("the guide", () => {
  it("leaves open what only the deployment makes", () => {
    const open = blueprint
      .guide(sampleInput({ entry: { kind: "own-flow" } }))
      .flatMap(({ values }) => values)
      .filter(({ value, secret }) => value === undefined && secret === undefined);
    expect(open.map(({ label }) => label)).toEqual(["Value of PATCHBAY_METADATA_URL", "Flow ARN"]);
  });
});

describe("settings", () => {
  it("say in a sentence what is wrong", () => {
    const messages = (settings: object) =>
      koreVoiceSettings.safeParse(settings).error?.issues.map(({ message }) => message) ?? [];
    expect(messages({})).toEqual([
      "Choose the queue after Kore.",
      "Choose at least one number, or have your own flow transfer to this one.",
    ]);
    const valid = { queueId: "q", entry: { kind: "own-flow" } };
    expect(messages(valid)).toEqual([]);
    expect(messages({ ...valid, resumeAfterDisconnect: false })).toEqual([
      "The flow must resume after Kore. Otherwise, no caller would reach an agent.",
    ]);
    expect(messages({ ...valid, sipRanges: ["3.80.16.0/99"] })).toEqual([
      "Enter the IP range like 3.80.16.0/23.",
    ]);
    expect(messages({ ...valid, metadataFields: [{ name: "clientSecret", value: "x" }] })).toEqual([
      "Metadata becomes a contact attribute that many people can read. Don't use secrets.",
    ]);
    expect(messages({ ...valid, table: { ttlDays: 0 } })).toEqual([
      "Metadata retention in days must be at least 1.",
    ]);
  });

  it("have defaults for everything but the queue and the entry, with this region's presets", () => {
    const { settings: _, ...input } = sampleInput() satisfies BlueprintInput<unknown>;
    const defaults = blueprint.defaults(input);
    expect(defaults.connector?.routes).toHaveLength(2);
    expect(defaults.sipRanges).toEqual(["3.80.16.0/23", "99.77.254.0/24"]);
    const whole = { ...defaults, queueId: "q", entry: { kind: "own-flow" } };
    expect(koreVoiceSettings.safeParse(whole).success).toBe(true);
  });
});
