import type { BypassWords } from "@/lib/blueprints/bypass-words";

/** What a tenant has that the palette offers; only what the reader's role may open or do. */
export interface PaletteThings {
  integrations: PaletteIntegration[];
  /** Opened by this person lately, the newest first. */
  contacts: { contactId: string; at: string }[];
  /** A test call can be placed. */
  canCall: boolean;
}

interface PaletteIntegration {
  id: string;
  name: string;
  /** What kind of integration it is: it is found by that as well. */
  kind: string;
  canPlan: boolean;
  /** Absent where it can't be turned. */
  bypass?: { isOn: boolean; words: BypassWords };
}

export interface PaletteFlow {
  /** Behind the tenant's name. */
  path: string;
  name: string;
  /** Where the tenant has several accounts. */
  account?: string;
}

interface Kept<Value> {
  atMs: number;
  value: Promise<Value>;
}

const keptMs = 20_000;
const deadlineMs = 10_000;
const kept = new Map<string, Kept<unknown>>();

/** What is stored of a tenant; rejects when the console doesn't answer. Kept for a moment: the palette is opened again soon. */
export function loadThings(slug: string): Promise<PaletteThings> {
  return load(`/api/${slug}/palette`);
}

/** The flows of the tenant's instances, which Amazon Connect is asked for. */
export async function loadFlows(slug: string): Promise<PaletteFlow[]> {
  return (await load<{ flows: PaletteFlow[] }>(`/api/${slug}/palette/flows`)).flows;
}

/** Something was changed from the palette: what is kept is no longer so. */
export function forgetThings(): void {
  kept.clear();
}

function load<Value>(path: string): Promise<Value> {
  const known = kept.get(path);
  if (known && Date.now() - known.atMs < keptMs) return known.value as Promise<Value>;
  const value = ask<Value>(path);
  kept.set(path, { atMs: Date.now(), value });
  value.catch(() => kept.delete(path));
  return value;
}

async function ask<Value>(path: string): Promise<Value> {
  const answer = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(deadlineMs) });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return (await answer.json()) as Value;
}
