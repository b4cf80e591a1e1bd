import { describe, expect, it } from "vitest";
import { sampleArtifact } from "@/lib/blueprints/shared/sample-parts";
import { waysThrough } from "@/lib/blueprints/shared/ways-through";
import { validateFlow } from "@/lib/flows/check/validate-flow";
import type { FlowDocument } from "@/lib/flows/language/flow-document";
import { sampleConsole } from "./agent-ai/sample-settings";
import { makeAgentAiWorkspace } from "./agent-ai-workspace";
import { agentAiWorkspaceRows } from "./agent-ai-workspace/ledger-rows";
import { sampleInput } from "./agent-ai-workspace/sample-input";
import { agentAiWorkspaceSettings } from "./agent-ai-workspace/settings";

const blueprint = makeAgentAiWorkspace({ artifact: sampleArtifact, ...sampleConsole });
const find = (input: ReturnType<typeof sampleInput>, id: string) =>
  blueprint.desired(input).find(({ logicalId }) => logicalId === id);
const flow = (input = sampleInput()) => find(input, "flow")?.props.content as FlowDocument;

describe("the flow of Agent AI in the agent workspace", () => {
  it("makes the token with its log off, and turns the log on again whatever comes of it", () => {
    const logging = new Map(
      flow()
        .Actions.filter(({ Type }) => Type === "UpdateFlowLoggingBehavior")
        .map(({ Identifier, Parameters }) => [Identifier, Parameters?.FlowLoggingBehavior === "Enabled"]),
    );
    const ways = waysThrough(flow());
    expect(ways.filter((way) => way.includes("set-token"))).not.toEqual([]);
    for (const way of ways) {
      let isOn = false;
      for (const block of way) {
        isOn = logging.get(block) ?? isOn;
        if (["make-token", "set-token"].includes(block)) expect(isOn).toBe(false);
      }
      expect(isOn).toBe(true);
    }
  });

  it("goes on to the queue without a token, and says so on the contact", () => {
    const without = waysThrough(flow()).filter((way) => way.includes("mark-no-token"));
    expect(without.length).toBeGreaterThan(0);
    for (const way of without) expect(way).toContain("to-queue-flow");
    // The function doesn't fail: it answers that it has none.
    const answered = without.filter((way) => way.includes("has-token") && !way.includes("set-token"));
    expect(answered.length).toBeGreaterThan(0);
  });

  it("stores the widget's token and nothing else that looks like a secret", () => {
    const findings = validateFlow(flow(), "CONTACT_FLOW");
    expect(findings.map(({ code, blockId, path }) => [code, blockId, path])).toEqual([
      ["secret-in-flow", "set-token", "Parameters.Attributes.token"],
    ]);
  });

  it("gives the host as agentassistUrl, as Kore's own flow for the workspace does", () => {
    const set = flow().Actions.find(({ Identifier }) => Identifier === "set-conversation");
    expect(set?.Parameters?.Attributes).toMatchObject({
      agentassistUrl: "https://platform.kore.ai",
      languageCode: "en-US",
    });
  });
});

describe("what Agent AI in the agent workspace wants to exist", () => {
  it("opens Kore's page once for each contact, with what it reads granted by name", () => {
    expect(find(sampleInput({}, { prefix: "acme-" }), "application")?.props).toEqual({
      name: "acme-Kore Agent AI",
      namespace: "acme-kore.agent-ai",
      accessUrl: "https://platform.kore.ai/integrations/amzn/tpa-voice/",
      approvedOrigins: ["https://platform.kore.ai"],
      permissions: ["Contact.Details.View", "Contact.Attributes.View"],
      scope: "PER_CONTACT",
      iframe: {
        allow: ["clipboard-write"],
        sandbox: ["allow-forms", "allow-popups", "allow-same-origin", "allow-scripts"],
      },
      initializationTimeoutMs: 20_000,
    });
  });

  it("adds the application to every chosen profile, after the instance has it", () => {
    const input = sampleInput({ securityProfileIds: ["p-1", "p-2"] });
    expect(
      blueprint.desired(input).filter(({ type }) => type === "security-profile-application"),
    ).toMatchObject([
      { logicalId: "profile:p-1", dependsOn: ["application-association"] },
      { logicalId: "profile:p-2", dependsOn: ["application-association"] },
    ]);
    expect(blueprint.guide(input).map(({ row }) => row)).not.toContain("AW-02");
    expect(blueprint.guide(sampleInput()).map(({ row }) => row)).toContain("AW-02");
  });

  it("gives the token the longest wait, conversation, and work afterward", () => {
    const input = sampleInput({ token: { waitMinutes: 10, handlingMinutes: 20, afterWorkMinutes: 5 } });
    expect(find(input, "widget-token-function")?.props.environment).toEqual({
      KORE_CLIENT_ID: "cs-sandbox-0001",
      KORE_CLIENT_SECRET: { $secret: "kore.clientSecret" },
      TOKEN_SECONDS: "2100",
    });
  });

  it("is opened in the guide by the name that is deployed", () => {
    const input = sampleInput({}, { prefix: "acme-" });
    const steps = blueprint.guide(input).filter(({ row }) => row === "AW-02" || row === "AW-08");
    expect(steps).toHaveLength(2);
    for (const { values } of steps) expect(values[0]?.value).toBe(find(input, "application")?.props.name);
  });

  it("keeps the namespace within what a security profile takes, with the longest prefix", () => {
    const application = { namespace: "n".repeat(100) };
    const props = find(sampleInput({ application }, { prefix: "p".repeat(20) }), "application")?.props;
    expect(String(props?.namespace).length).toBeLessThanOrEqual(128);
  });

  it("has a resource or a guided step for every row that it says it covers", () => {
    const withProfiles = sampleInput({ securityProfileIds: ["p-1"], disposition: { enabled: true } });
    const covered = new Set([
      ...blueprint.desired(withProfiles).flatMap(({ ledgerRows = [] }) => ledgerRows),
      ...blueprint.guide(withProfiles).map(({ row }) => row),
      // Deliberately not made: docs/coverage.md says what a tenant loses without it.
      "AW-07",
    ]);
    expect(agentAiWorkspaceRows.filter((row) => !covered.has(row))).toEqual([]);
  });
});

describe("the settings of Agent AI in the agent workspace", () => {
  it("refuse a token that would live for longer than twelve hours, with the sum", () => {
    const { settings } = sampleInput();
    const token = { waitMinutes: 300, handlingMinutes: 400, afterWorkMinutes: 30 };
    expect(agentAiWorkspaceSettings.safeParse({ ...settings, token }).error?.issues).toMatchObject([
      { message: "Together the three are 730 minutes. A token can live for 720 minutes (12 hours) at most." },
    ]);
  });

  it("refuse an application that couldn't read the conversation", () => {
    const { agentAi } = sampleInput().settings;
    const parsed = agentAiWorkspaceSettings.safeParse({
      queueId: "q",
      entry: { kind: "own-flow" },
      agentAi,
      application: { permissions: ["User.Status.View"], frameSandbox: ["allow-forms"] },
    });
    expect(parsed.error?.issues.map(({ path, message }) => [path.join("."), message])).toEqual([
      [
        "application.permissions",
        "Choose at least Contact.Attributes.View and Contact.Details.View. Without them, the widget finds no conversation.",
      ],
      ["application.frameSandbox", "The widget needs allow-scripts and allow-same-origin."],
    ]);
  });
});
