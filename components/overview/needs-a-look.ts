import type { ConnectionView } from "@/lib/connections/store";
import type { IntegrationPicture } from "@/lib/integrations/overview";
import type { IntegrationView } from "@/lib/integrations/store";
import type { IntegrationId } from "@/lib/kernel/ids";

export interface Look {
  id: string;
  state: "attention" | "bad" | "unknown";
  title: string;
  sentence: string;
  /** When it was seen. */
  at?: Date;
  href: string;
  action: string;
}

interface Seen {
  slug: string;
  connections: readonly ConnectionView[];
  integrations: readonly IntegrationView[];
  pictures: readonly IntegrationPicture[];
  /** Integrations whose open issues the page shows: what a call of theirs had wrong is said there. */
  withIssues: ReadonlySet<IntegrationId>;
  /** May open contacts: evidence leads to the call, and to the integration otherwise. */
  canSeeCalls: boolean;
}

const ranks = { bad: 0, attention: 1, unknown: 2 } as const;

/** What an administrator should look at, the worst first, each with the place to go. Only what was read or proven. Pure. */
export function needsALook({
  slug,
  connections,
  integrations,
  pictures,
  withIssues,
  canSeeCalls,
}: Seen): Look[] {
  const looks = [
    ...connections.flatMap((connection) => lookAtConnection(slug, connection)),
    ...integrations.flatMap((integration) => lookAtIntegration(slug, integration)),
    ...integrations.flatMap((integration) => lookAtBypass(slug, integration)),
    ...pictures.flatMap((picture) =>
      lookAtPicture(slug, picture, { isTold: withIssues.has(picture.integrationId), canSeeCalls }),
    ),
  ];
  return looks.sort((one, other) => ranks[one.state] - ranks[other.state]);
}

function lookAtConnection(slug: string, { id, name, probe }: ConnectionView): Look[] {
  const failed = probe?.checks.filter(({ state }) => state === "failed") ?? [];
  const [first] = failed;
  if (!first) return [];
  return [
    {
      id: `connection:${id}`,
      state: "bad",
      title: `${name}: ${failed.length === 1 ? "1 check" : `${failed.length} checks`} failed`,
      sentence: first.detail,
      href: `/${slug}/connections/${id}`,
      action: "See the checks",
    },
  ];
}

function lookAtIntegration(slug: string, { id, name, isDeployed, lastDeployment }: IntegrationView): Look[] {
  const base = `/${slug}/integrations/${id}`;
  if (lastDeployment && (lastDeployment.status === "failed" || lastDeployment.status === "stopped")) {
    return [
      {
        id: `deployment:${lastDeployment.id}`,
        state: "bad",
        title: `${name}: the last ${lastDeployment.purpose === "remove" ? "removal" : "deployment"} ${lastDeployment.status}`,
        sentence: "Completed steps stay. Steps that depend on the failed one weren't started.",
        href: `${base}/runs/${lastDeployment.id}`,
        action: "See why",
      },
    ];
  }
  if (!isDeployed) {
    return [
      {
        id: `undeployed:${id}`,
        state: "unknown",
        title: `${name} is not deployed`,
        sentence: "A plan shows every step before anything changes.",
        href: base,
        action: "Open it",
      },
    ];
  }
  return [];
}

function lookAtBypass(slug: string, { id, name, bypass, bypassWords }: IntegrationView): Look[] {
  if (!bypass) return [];
  return [
    {
      id: `bypass:${id}`,
      state: "attention",
      title: `${name}: ${bypassWords.agent} is bypassed`,
      sentence: `${bypass.by} turned on the bypass. Callers go straight to the queue until someone turns it off.`,
      href: `/${slug}/integrations/${id}`,
      action: "Open it",
    },
  ];
}

function lookAtPicture(
  slug: string,
  { integrationId, name, problem, cables }: IntegrationPicture,
  { isTold, canSeeCalls }: { isTold: boolean; canSeeCalls: boolean },
): Look[] {
  if (problem) {
    return [
      {
        id: `picture:${integrationId}`,
        state: "attention",
        title: `${name} can't be displayed`,
        sentence: `${problem.sentence} ${problem.wayOut}`,
        href: `/${slug}/integrations/${integrationId}`,
        action: "Open it",
      },
    ];
  }
  return cables.flatMap(({ id, label, state, sentence, contactId, provenAt }): Look[] => {
    if ((state !== "bad" && state !== "attention") || (isTold && contactId)) return [];
    return [
      {
        id: `cable:${integrationId}:${id}`,
        state,
        title: `${name}, ${label}: ${state === "bad" ? "failed in the last call" : "needed attention in the last call"}`,
        sentence,
        ...(provenAt && { at: provenAt }),
        ...(contactId && canSeeCalls
          ? { href: `/${slug}/contacts/${contactId}`, action: "See the evidence" }
          : { href: `/${slug}/integrations/${integrationId}`, action: "Open it" }),
      },
    ];
  });
}
