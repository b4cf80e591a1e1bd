import type { SetupGap, Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids } from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { agentMoment, gapsOf, isOfAgentAi } from "./agent-ai-trail";

const deploy = "In {screen}, choose “Plan changes” and deploy: that puts it back.";

/** The workspace's application may not read what the widget's page needs of a contact. */
export const applicationPermission = defineFinding({
  code: "agentai-application-permission",
  name: "Application without permission",
  find: (trail: Trail) =>
    found(
      trail,
      gapsOf(trail, "workspace-application", "changed").filter(({ paths }) => paths.some(isPermission)),
      (names) => ({
        title: "The Agent AI application lacks permissions",
        cause: `The permissions of the agent workspace's application ${names} aren't those that were deployed. Without them, its page can't read the contact and shows no widget.`,
      }),
    ),
});

/** Agents with this profile don't see the application, or there is none. */
export const profileApplication = defineFinding({
  code: "agentai-profile-application",
  name: "Profile without application",
  find: (trail: Trail) =>
    found(
      trail,
      [...gapsOf(trail, "workspace-application", "absent"), ...gapsOf(trail, "security-profile-application")],
      (names, { type }) => ({
        title: "Agents can't open the Agent AI application",
        cause:
          type === "workspace-application"
            ? `The agent workspace's application doesn't exist any more (${names}).`
            : `A security profile doesn't give access to the application any more (${names}).`,
      }),
    ),
});

/** A browser doesn't show the softphone in a page whose origin the instance doesn't list. */
export const originMissing = defineFinding({
  code: "agentai-origin-missing",
  name: "Origin not approved",
  find: (trail: Trail) =>
    found(trail, gapsOf(trail, "approved-origin", "absent"), (names) => ({
      title: "The softphone's page isn't an approved origin",
      cause: `The Connect instance's approved origins don't include ${names} any more, so the softphone doesn't show there.`,
    })),
});

function isPermission(path: string): boolean {
  return path === "permissions" || path.startsWith("permissions.") || path.startsWith("permissions[");
}

/** Told once, whatever number of them there is. */
function found(
  trail: Trail,
  gaps: readonly SetupGap[],
  describe: (names: string, first: SetupGap) => Pick<FoundTrouble, "cause" | "title">,
): FoundTrouble[] {
  const moment = agentMoment(trail);
  const [first] = gaps;
  if (!moment || !first || !isOfAgentAi(trail)) return [];
  const names = gaps.map(({ name }) => name);
  return [
    {
      severity: "bad",
      facts: { names, state: first.state, paths: first.paths },
      ...describe(names.join(", "), first),
      ...atIntegration({ facts: { integration: first.integration } }, "", deploy),
      evidence: ids([moment]),
    },
  ];
}
