import { expect, it } from "vitest";
import { can } from "@/lib/access/auth/permissions";
import type { SetupProgress, SetupStep, SetupStepId } from "@/lib/integrations/setup-progress";
import { nextStep, stepTitles, titleOfStep } from "./next-step";

const agents = [
  { kind: "acme", title: "Acme" },
  { kind: "toy", title: "Toy" },
];
const centers = [{ kind: "belle", title: "Belle", accountTitle: "Belle account" }];
const ids = Object.keys(stepTitles) as SetupStepId[];

function step(
  next: SetupStepId | undefined,
  state: SetupStep["state"] = "open",
  more: Partial<SetupProgress> = {},
) {
  const steps = ids.map((id) => ({ id, state: id === next ? state : ("done" as const) }));
  const progress = {
    steps,
    done: 5,
    next,
    accountId: "a",
    agentId: "v",
    integrationId: "i",
    deploymentId: "d",
    center: "aws",
    agentKinds: ["acme", "toy"],
  };
  return nextStep({ ...progress, verified: undefined, ...more }, { agents, centers });
}
const paths = (...args: Parameters<typeof step>) => step(...args)?.links.map(({ path }) => path);

it("support staff may do the manual steps and the call, and an administrator does the rest", () => {
  expect(ids.filter((id) => can("support", step(id)?.needs ?? "audit:read"))).toEqual(["guide", "call"]);
  expect(ids.filter((id) => step(id) === undefined)).toEqual([]);
  expect(ids.filter((id) => !can("admin", step(id)?.needs ?? "audit:read"))).toEqual([]);
  expect(can("viewer", step("deploy", "running")?.needs ?? "audit:read")).toBe(true);
});

it("every step leads to the screen where it is done", () => {
  expect(ids.map((id) => paths(id)?.[0])).toEqual([
    "/connections/new?kind=aws",
    "/connections/a",
    "/connections/new?kind=acme",
    "/integrations/i",
    "/integrations/i/guide",
    "/integrations/i/watch",
  ]);
  expect(paths("deploy", "open", { integrationId: undefined })).toEqual(["/overview"]);
});

it("what failed leads to what shows why", () => {
  expect(paths("account", "failed")).toEqual(["/connections/a"]);
  expect(paths("agent", "failed")).toEqual(["/connections/v"]);
  expect(paths("deploy", "failed")).toEqual(["/integrations/i/runs/d"]);
});

it("offers every contact center where none is connected, and speaks of the one that is", () => {
  expect(step("account", "open", { center: undefined })?.links.map(({ label }) => label)).toEqual([
    "Connect an AWS account",
    "Connect Belle",
  ]);
  expect(step("account", "failed", { center: "belle" })?.sentence).toBe(
    "A check of the Belle account failed.",
  );
  expect([undefined, "aws", "belle"].map((center) => titleOfStep("account", center, centers))).toEqual([
    "Contact center",
    "AWS account",
    "Belle account",
  ]);
  expect(titleOfStep("account", undefined, [])).toBe("AWS account");
});

it("of several vendors none is preferred, and nothing follows when all is done", () => {
  expect(step("agent")?.links.map(({ label }) => label)).toEqual(["Connect Acme", "Connect Toy"]);
  expect(step(undefined)).toBeUndefined();
});
