import { askSandbox } from "@/lib/calls/ask-sandbox";
import { config } from "@/lib/kernel/config";
import { demoVendor } from "./demo-vendor";

/** What the simulated vendor sent last for a contact, as it says itself, and what it was answered; undefined when it sent nothing. */
export async function readPosted(tenantId: string, contactId: string) {
  const { name, demo } = demoVendor();
  const url = `${config().vendorSandboxUrls[name] ?? ""}${demo.postedPath(contactId)}`;
  return demo.readPosted(await askSandbox(tenantId, "GET", url));
}
