import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { withTenant } from "@/lib/access/tenant/scope";
import { mintWidgetToken } from "@/lib/agent-page/mint-widget-token";
import { openAgentPage } from "@/lib/agent-page/open-agent-page";
import { recordPageEvent } from "@/lib/agent-page/record-page-event";
import type { ContactId } from "@/lib/kernel/ids";
import { isPlainObject } from "@/lib/kernel/plain-json";
import type { DemoWidget } from "@/lib/vendors/vendor";
import { inRoot } from "../setup/paths.mjs";
import type { Bench } from "./connect-sandbox";
import type { DemoResult } from "./demo-result";
import type { FoundDemo } from "./find-demo";
import type { Say } from "./make-story";
import { must } from "./must";

type Opening = { url: string; params: Readonly<Record<string, unknown>> };
type OpenWidget = (
  url: string,
  params: Readonly<Record<string, unknown>>,
) => Promise<{ customData: unknown; close(): Promise<void> }>;

const opener = z.object({ openWidget: z.custom<OpenWidget>((value) => typeof value === "function") });

/** Opens what agents see beside the call, by the simulated vendor's own steps, and compares what it was given. */
export async function openDemoWidget(
  bench: Bench,
  { vendor, demo }: FoundDemo,
  { contactId, attributes }: { contactId: ContactId; attributes: Readonly<Record<string, string>> },
  say: Say,
): Promise<DemoResult["widget"]> {
  if (demo.widget === undefined) return undefined;
  const opening = await findOpening(bench, demo.widget.from, contactId, attributes);
  if (opening === undefined) {
    say("the contact doesn't have what the widget needs");
    return { loaded: false, customDataEqual: false };
  }
  const module: unknown = await import(inRoot("sandbox", "vendors", vendor.name, demo.widget.opener));
  try {
    const widget = await opener.parse(module).openWidget(`${opening.url}?source=demo`, opening.params);
    if (demo.widget.from === "agent-page") await tellLoaded(bench, contactId);
    const customDataEqual = isDeepStrictEqual(widget.customData, readJson(attributes[demo.keptIn ?? ""]));
    await widget.close();
    say(`the widget loaded, ${customDataEqual ? "with" : "without"} the contact's customData`);
    return { loaded: true, customDataEqual };
  } catch (error) {
    say(`the widget didn't load: ${error instanceof Error ? error.message : String(error)}`);
    return { loaded: false, customDataEqual: false };
  }
}

async function findOpening(
  { tenantId, actor }: Bench,
  from: DemoWidget["from"],
  contactId: ContactId,
  attributes: Readonly<Record<string, string>>,
): Promise<Opening | undefined> {
  if (from !== "agent-page") return from(attributes);
  const { panel } = must(await openAgentPage(tenantId));
  const { opening } = must(
    await mintWidgetToken({ tenantId, actor: { ...actor, userId: actor.userId ?? "" } }, { contactId }),
  );
  const params = opening.urlParams;
  return isPlainObject(params) ? { url: panel.url.split("?")[0] ?? "", params } : undefined;
}

/** As the page itself does once the panel has announced itself. */
async function tellLoaded({ tenantId, actor }: Bench, contactId: ContactId): Promise<void> {
  await withTenant(tenantId, (db) =>
    recordPageEvent(db, { tenantId, userId: actor.userId ?? "", contactId, code: "loaded" }),
  );
}

function readJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
