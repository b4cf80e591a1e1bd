import { describe, expect, it } from "vitest";
import { firstSandboxVendors } from "@/lib/connections/sandbox-vendors";
import type { ConnectionView } from "@/lib/connections/store";
import { asContactId, asIntegrationId } from "@/lib/kernel/ids";
import { listBlueprints } from "@/lib/vendors/blueprints";
import { type SetupFacts, setupProgress } from "./setup-progress";

const [kind = ""] = listBlueprints().flatMap(({ needs }) => needs);
const account = connection("aws", "account", { instanceArn: "arn:instance" });
const agent = connection(kind, "agent", {});
const simulated = connection(
  kind,
  "agent",
  firstSandboxVendors().find((each) => each.kind === kind)?.settings ?? {},
);
const verified = { contactId: asContactId("c"), at: new Date(0), hops: 9, tookMs: 1_700 };

function connection(
  of: string,
  id: string,
  settings: Record<string, unknown>,
  state: "proven" | "unproven" | "failed" = "proven",
): Pick<ConnectionView, "id" | "kind" | "settings" | "probe"> {
  return { id, kind: of, settings, probe: { state, checks: [] } };
}

function facts(more: Partial<SetupFacts> & { deployed?: number; status?: string } = {}): SetupFacts {
  const { deployed = 21, status = "succeeded", ...rest } = more;
  const times = { createdAt: new Date(0), finishedAt: new Date(0) };
  return {
    integration: {
      id: asIntegrationId("i"),
      awsConnectionId: "account",
      vendorConnections: { [kind]: "agent" },
      isDeployed: deployed > 0,
      lastDeployment: { id: "d", status, purpose: "deploy", ...times },
    },
    guide: { done: 0, all: 12 },
    verified: undefined,
    ...rest,
  };
}

const told = ({ steps, next }: ReturnType<typeof setupProgress>) =>
  `${steps.map(({ id, state }) => (state === "done" ? id : `${id} ${state}`)).join(", ")} → ${next}`;

describe("the way from nothing to a verified call", () => {
  it("begins with the contact center", () => {
    expect(told(setupProgress([], []))).toBe(
      "account open, agent open, deploy open, guide open, call open → account",
    );
  });

  it("goes on with what is missing, one after the other", () => {
    const nextOf = (...args: Parameters<typeof setupProgress>) => setupProgress(...args).next;
    expect(nextOf([connection("aws", "account", {})], [])).toBe("instance");
    expect(nextOf([account], [])).toBe("agent");
    expect(nextOf([account, agent], [])).toBe("deploy");
    expect(nextOf([account, agent], [facts({ deployed: 0 })])).toBe("deploy");
    expect(nextOf([account, agent], [facts()])).toBe("guide");
    expect(nextOf([account, agent], [facts({ guide: { done: 12, all: 12 } })])).toBe("call");
    expect(nextOf([account, agent], [facts({ guide: { done: 12, all: 12 }, verified })])).toBeUndefined();
  });

  it("leads past the manual steps to the call where the voice agent is simulated", () => {
    expect(setupProgress([account, simulated], [facts()])).toMatchObject({ next: "call", done: 4 });
  });

  it("says that a connection or a deployment failed, and that one runs", () => {
    const broken = connection(kind, "agent", {}, "failed");
    expect(setupProgress([account, broken], [])).toMatchObject({ next: "agent", agentId: "agent", done: 2 });
    expect(told(setupProgress([account, agent], [facts({ status: "failed" })]))).toContain("deploy failed");
    expect(told(setupProgress([account, agent], [facts({ status: "running" })]))).toContain("deploy running");
  });

  it("stays done when something fails later, and begins again when all is removed", () => {
    const broken = connection(kind, "agent", {}, "failed");
    const proven = { guide: { done: 12, all: 12 }, verified };
    const later = facts({ ...proven, status: "failed" });
    expect(setupProgress([account, broken], [later]).next).toBeUndefined();
    expect(setupProgress([account, agent], [facts({ ...proven, deployed: 0 })])).toMatchObject({
      next: "deploy",
      done: 4,
    });
  });

  it("counts a connection that couldn't be tested, and of several the one that works", () => {
    const untested = connection(kind, "agent", {}, "unproven");
    expect(setupProgress([account, untested], []).done).toBe(3);
    const broken = connection(kind, "broken", {}, "failed");
    expect(setupProgress([account, broken, agent], [])).toMatchObject({ next: "deploy", agentId: "agent" });
  });

  it("tells of the integration that has come the furthest", () => {
    const first = facts({ deployed: 0 });
    const whole = facts({ guide: { done: 12, all: 12 }, verified });
    const far = { ...whole, integration: { ...whole.integration, id: asIntegrationId("far") } };
    expect(setupProgress([account, agent], [first, far])).toMatchObject({
      integrationId: "far",
      next: undefined,
    });
  });
});
