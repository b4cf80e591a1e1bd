import { masked, type Sight } from "@/lib/privacy/sight";
import type { Finding } from "@/lib/trail/event";
import { maskFinding } from "@/lib/trail/mask";

export interface Asked {
  /** The contact's page. */
  link: string;
  /** The tenant's name. */
  tenant: string;
  finding: Finding;
  /** What the tenant hides besides. */
  keys: Sight["keys"];
}

export interface Message {
  subject: string;
  text: string;
}

/**
 * What somebody who can't take a next step sends to an administrator: where, what is wrong, and the step. Masked whatever the
 * screen shows, and without evidence: a message goes to more people than the page. Pure.
 */
export function askText({ link, tenant, finding, keys }: Asked): Message {
  const { title, nextStep } = maskFinding(finding, { ...masked, keys });
  return {
    subject: `${tenant}: ${title}`,
    text: [link, `Tenant: ${tenant}`, `Verdict: ${title}`, `Next step: ${nextStep}`, ""].join("\n"),
  };
}
