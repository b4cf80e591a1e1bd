import type { ActionResult } from "@/lib/access/action";

/** Server actions that the palette offers; each checks the role itself. */
export interface PaletteActions {
  plan(
    slug: string,
    input: { integrationId: string; purpose: "deploy" },
  ): Promise<ActionResult<{ integrationId: string; planId: string }>>;
  turnBypass(slug: string, integrationId: string, on: boolean): Promise<ActionResult<unknown>>;
}
