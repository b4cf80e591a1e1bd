import { can } from "@/lib/access/auth/permissions";
import { loadSessionUser, type SessionClaim } from "@/lib/access/auth/session-user";
import { resolveTenant } from "@/lib/access/tenant/resolve-tenant";
import { log } from "@/lib/kernel/log";
import { openAgentPage } from "./open-agent-page";

/** The origins that the agents' page may frame, and no other page. */
export interface AllowedFrames {
  /** Of the instance's softphone, which alone may use the microphone. */
  softphone: string;
  /** Of the vendor's panel. */
  panel: string;
}

/** The address of the page under a tenant's. */
const pagePath = /^\/([^/]+)\/agent$/;

/** Pure. The tenant's slug when this is the address of an agents' page. */
export function agentPageOf(pathname: string): string | undefined {
  return pagePath.exec(pathname)?.[1];
}

/**
 * What this page may frame for whoever the cookie claims to be; undefined for a stranger, whose answer looks like any other,
 * and while the page isn't set up or the instance's address can't be had. Never throws.
 */
export async function loadAllowedFrames(
  claim: SessionClaim | undefined,
  slug: string,
): Promise<AllowedFrames | undefined> {
  try {
    const user = claim && (await loadSessionUser(claim));
    const access = user && (await resolveTenant(user.id, slug));
    if (!access || access.archived || !can(access.role, "agent-page:use")) return undefined;
    const opened = await openAgentPage(access.tenantId);
    if (!opened.ok) return undefined;
    const { ccp, panel } = opened.value;
    return { softphone: ccp.origin, panel: new URL(panel.url).origin };
  } catch (err) {
    log.warn({ err }, "the agent page's frames couldn't be determined");
    return undefined;
  }
}
