import { askSandbox } from "@/lib/calls/ask-sandbox";
import { config } from "@/lib/kernel/config";
import type { ContactId, TenantId } from "@/lib/kernel/ids";
import type { FoundDemo } from "./find-demo";

/**
 * What the simulated vendor sent last for a contact, as it says itself, and what it was answered; undefined when it sent
 * nothing, or doesn't tell.
 */
export async function readPosted(tenantId: TenantId, contactId: ContactId, { vendor, demo }: FoundDemo) {
  if (demo.posted === undefined) return undefined;
  const url = `${config().vendorSandboxUrls[vendor.name] ?? ""}${demo.posted.path(contactId)}`;
  return demo.posted.parse(await askSandbox(tenantId, "GET", url));
}
