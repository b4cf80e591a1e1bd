import type { Finding, StepNeed, Trail } from "@/lib/trail/event";

/** Screens of an integration, as its tabs are called; "" is the first, where “Plan changes” stands. */
export type IntegrationScreen = "" | "Settings" | "Guide";

/** What a step at the screen needs as a rule: the guide's steps are taken in the vendor's own console. */
const needsAt: Record<IntegrationScreen, StepNeed> = {
  "": "integration:deploy",
  Settings: "integration:write",
  Guide: "elsewhere",
};

/** The next step at a screen of this console: "{screen}" in the words is where to go, and the link leads there. */
export function atIntegration(
  { facts }: { facts?: { integration?: { name: string; href?: string } } },
  screen: IntegrationScreen,
  words: string,
  needs = needsAt[screen],
): Pick<Finding, "nextStep" | "needs" | "link"> {
  const integration = facts?.integration;
  const tab = screen === "" ? "" : ` › ${screen}`;
  const label = `Integrations › ${integration?.name ?? "the call's integration"}${tab}`;
  const path = screen === "" ? "" : `/${screen.toLowerCase()}`;
  return {
    nextStep: words.replace("{screen}", () => `Patchbay's ${label}`),
    needs,
    ...(integration?.href && { link: { label, href: `${integration.href}${path}` } }),
  };
}

/** The same for the connection that the trail is read through. */
export function atConnection(
  { facts }: Pick<Trail, "facts">,
  words: string,
): Pick<Finding, "nextStep" | "needs" | "link"> {
  const connection = facts?.connection;
  const label = `Connections › ${connection?.name ?? "the AWS account"}`;
  return {
    nextStep: words.replace("{screen}", () => `Patchbay's ${label}`),
    needs: "connection:write",
    ...(connection && { link: { label, href: connection.href } }),
  };
}
