import type { Permission } from "@/lib/access/auth/permissions";
import type { CenterChoice } from "@/lib/integrations/center-choices";
import type { SetupProgress, SetupStepId } from "@/lib/integrations/setup-progress";

export interface NextStep {
  sentence: string;
  /** Of the tenant's address: "/connections". */
  links: { label: string; path: string }[];
  /** What whoever does it has to be permitted. */
  needs: Permission;
}

/** What there is to connect, by the kind of its connection. */
interface Choices {
  /** Voice agents that work with the tenant's contact center. */
  agents: readonly { kind: string; title: string }[];
  /** Contact centers beside Amazon Connect. */
  centers: readonly CenterChoice[];
}

/** What to do now, and where. Pure. */
export function nextStep(progress: SetupProgress, { agents, centers }: Choices): NextStep | undefined {
  const { next, steps, accountId, agentId, integrationId, deploymentId } = progress;
  if (next === undefined) return undefined;
  const state = steps.find(({ id }) => id === next)?.state;
  const base = `/integrations/${integrationId ?? ""}`;
  const seeChecks = (id: string | undefined) => [
    { label: "See the checks", path: `/connections/${id ?? ""}` },
  ];
  const needs = "connection:write";
  switch (next) {
    case "account":
      return state === "failed"
        ? {
            sentence: `A check of the ${accountTitleOf(progress.center, centers)} failed.`,
            links: seeChecks(accountId),
            needs,
          }
        : {
            sentence:
              centers.length === 0
                ? "Connect the AWS account that Amazon Connect runs in."
                : "Connect your contact center. Amazon Connect is reached through its AWS account.",
            links: [
              { label: "Connect an AWS account", path: "/connections/new?kind=aws" },
              ...centers.map(({ kind, title }) => ({
                label: `Connect ${title}`,
                path: `/connections/new?kind=${kind}`,
              })),
            ],
            needs,
          };
    case "instance":
      return {
        sentence: "Choose the Amazon Connect instance that takes the calls.",
        links: [{ label: "Choose the instance", path: `/connections/${accountId ?? ""}` }],
        needs,
      };
    case "agent":
      return state === "failed"
        ? { sentence: "A check of the voice agent's connection failed.", links: seeChecks(agentId), needs }
        : {
            sentence: "Connect your voice agent's vendor.",
            links: agents.map(({ kind, title }) => ({
              label: `Connect ${title}`,
              path: `/connections/new?kind=${kind}`,
            })),
            needs,
          };
    case "deploy":
      return nextDeployment(state, { base, integrationId, deploymentId });
    case "guide":
      return {
        sentence: "Do the manual steps at the vendor, with this tenant's values.",
        links: [
          { label: "Open the guide", path: `${base}/guide` },
          { label: "Watch a call", path: `${base}/watch` },
        ],
        needs: "guide:tick",
      };
    case "call":
      return {
        sentence: "Place a call and watch it. It proves each hop and the manual steps.",
        links: [{ label: "Watch a call", path: `${base}/watch` }],
        needs: "call:place",
      };
  }
}

function nextDeployment(
  state: string | undefined,
  {
    base,
    integrationId,
    deploymentId,
  }: { base: string } & Pick<SetupProgress, "integrationId" | "deploymentId">,
): NextStep {
  const run = [{ label: "Open the deployment", path: `${base}/runs/${deploymentId ?? ""}` }];
  if (state === "running")
    return { sentence: "The deployment is running.", links: run, needs: "tenant:read" };
  const needs = "integration:write";
  if (state === "failed") return { sentence: "The last deployment didn't finish.", links: run, needs };
  return integrationId === undefined
    ? {
        sentence: "Plan an integration. A plan shows every step, and nothing changes until you approve it.",
        links: [{ label: "Plan an integration", path: "/overview" }],
        needs,
      }
    : {
        sentence: "Plan the deployment. Nothing changes until you approve it.",
        links: [{ label: "Open the integration", path: base }],
        needs,
      };
}

function accountTitleOf(center: string | undefined, centers: readonly CenterChoice[]): string {
  return centers.find(({ kind }) => kind === center)?.accountTitle ?? "AWS account";
}

/** What the step is called at this contact center; before one is chosen, the first is about choosing it. */
export function titleOfStep(
  id: SetupStepId,
  center: string | undefined,
  centers: readonly CenterChoice[],
): string {
  if (id !== "account") return stepTitles[id];
  return center === undefined && centers.length > 0 ? "Contact center" : accountTitleOf(center, centers);
}

export const stepTitles: Record<SetupStepId, string> = {
  account: "AWS account",
  instance: "Connect instance",
  agent: "Voice agent",
  deploy: "Deployment",
  guide: "Manual steps",
  call: "Verified call",
};
