import { describe, expect, it, vi } from "vitest";
import { asContactId, asIntegrationId } from "@/lib/kernel/ids";
import { connectedCenters, describeCenters } from "./center-choices";
import { readyBlueprints } from "./preview-picture";
import { type SetupFacts, setupProgress } from "./setup-progress";

vi.mock("@/lib/vendors/registry", async () => {
  const { toyAccount } = await import("@/lib/vendors/testing/toy-account");
  const { toyAgent } = await import("@/lib/vendors/testing/toy-agent");
  return { vendors: [toyAgent, { ...toyAccount, blueprints: [] }] };
});

const proven = { state: "proven" as const, checks: [] };
const center = connection("toy-center", { account: "a1" });
const agent = connection("toy-agent", {});
const account = connection("aws", { instanceArn: "arn:instance" });

function connection(kind: string, settings: Record<string, unknown>) {
  return {
    ...{ id: kind, kind, name: kind, settings },
    secretFields: [],
    probe: proven,
    probedAt: null,
    savedAt: new Date(0),
  };
}

function facts(more: Partial<SetupFacts> = {}): SetupFacts {
  const times = { createdAt: new Date(0), finishedAt: new Date(0) };
  return {
    integration: {
      id: asIntegrationId("i"),
      awsConnectionId: undefined,
      vendorConnections: { "toy-center": "toy-center", "toy-agent": "toy-agent" },
      isDeployed: true,
      lastDeployment: { id: "d", status: "succeeded", purpose: "deploy", ...times },
    },
    guide: { done: 0, all: 3 },
    verified: undefined,
    ...more,
  };
}

const told = ({ steps, next }: ReturnType<typeof setupProgress>) =>
  `${steps.map(({ id, state }) => (state === "done" ? id : `${id} ${state}`)).join(", ")} → ${next}`;

describe("the way to a verified call without an AWS account", () => {
  it("begins with either contact center", () => {
    expect(setupProgress([], [])).toMatchObject({ next: "account", center: undefined });
    expect(describeCenters()).toBe("the AWS account that Amazon Connect runs in, or your toy account");
  });

  it("asks for no Connect instance", () => {
    expect(told(setupProgress([center], []))).toBe(
      "account, agent open, deploy open, guide open, call open → agent",
    );
    expect(setupProgress([center], [])).toMatchObject({ center: "toy-center", agentKinds: ["toy-agent"] });
    expect(told(setupProgress([center, agent], [facts()]))).toBe(
      "account, agent, deploy, guide open, call open → guide",
    );
  });

  it("is done by a call that went the whole way", () => {
    const verified = { contactId: asContactId("c"), at: new Date(0), hops: 4, tookMs: 900 };
    const whole = facts({ guide: { done: 3, all: 3 }, verified });
    expect(setupProgress([center, agent], [whole])).toMatchObject({ next: undefined, done: 5 });
  });

  it("follows the contact center that has come the furthest where both are connected", () => {
    const without = connection("aws", {});
    expect(connectedCenters([center, without])).toEqual(["aws", "toy-center"]);
    expect(setupProgress([without, center, agent], [])).toMatchObject({ center: "toy-center" });
  });

  it("says that a check of that contact center failed", () => {
    const failed = { ...center, probe: { state: "failed" as const, checks: [] } };
    expect(told(setupProgress([failed, agent], [facts()]))).toContain("account failed");
  });
});

describe("what can be planned", () => {
  it("needs the contact center and the voice agent, and no AWS account", () => {
    expect(readyBlueprints([center])).toEqual([]);
    expect(readyBlueprints([account, agent])).toEqual([]);
    const [ready, ...others] = readyBlueprints([center, agent]);
    expect(others).toEqual([]);
    expect(ready).toMatchObject({
      kind: "toy-wired",
      awsConnectionId: undefined,
      vendorConnections: { "toy-center": "toy-center", "toy-agent": "toy-agent" },
      isSandbox: false,
    });
    expect(ready?.picture.jacks[0]?.detail).toBe("a1");
  });
});
