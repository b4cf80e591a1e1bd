/** How much an integration is used in a month. */
export interface Usage {
  calls: number;
  /** On average, of a call. */
  queueMinutes: number;
  /** On average, of a call that an agent answers. */
  agentMinutes: number;
  /** Of 100 calls, how many an agent answers. */
  answeredPercent: number;
}

/** One price that the estimate rests on: an assumption to edit, never a quotation. */
export interface PriceAssumption {
  key: string;
  label: string;
  /** "USD per minute". */
  unit: string;
  /** undefined: not known here. What it would add is left out, and said. */
  value: number | undefined;
  /** When it was read: "2026-10-07"; undefined when nobody has. */
  asOf: string | undefined;
  /** Where it was read, or where to look. */
  source: string;
}

/** What a line counts, of a month. */
export type CostQuantity = "number-days" | "call-minutes" | "streamed-minutes" | "started-transcriptions";

export interface CostLine {
  label: string;
  /** A key of the prices. */
  price: string;
  quantity: CostQuantity;
  /** How many of the price's unit one of the quantity is: gigabytes of a minute. */
  factor: number;
}

/** What can be chosen, beside each other: from when calls are streamed. */
export interface CostVariant {
  key: string;
  label: string;
  /** Calls are streamed while they wait, too. */
  streamsQueue: boolean;
}

export interface CostModel {
  usage: Usage;
  prices: readonly PriceAssumption[];
  lines: readonly CostLine[];
  variants: readonly CostVariant[];
  /** How long what is handed out for a call lasts, in minutes: the wait counts when the queue is streamed. */
  grantMinutes: number;
  /** What else the reader has to know of that time: a sentence. */
  grantNote: string;
}

export interface Estimate {
  variant: string;
  /** `amount`: undefined while its price isn't known. */
  lines: { label: string; amount: number | undefined }[];
  /** Of the lines whose amounts are known. */
  total: number;
  /** Labels of the prices that aren't known. */
  unknown: string[];
  /** Minutes that are left of what was handed out when an agent's conversation begins, after an average wait. */
  grantLeftMinutes: number;
}

const daysPerMonth = 30;

/** What a month would cost in each variant, with these numbers. Pure. */
export function estimateCosts(
  {
    prices,
    lines,
    variants,
    grantMinutes,
  }: Pick<CostModel, "prices" | "lines" | "variants" | "grantMinutes">,
  usage: Usage,
): Estimate[] {
  const known = new Map(prices.map(({ key, value }) => [key, value]));
  return variants.map((variant) => {
    const amounts = lines.map(({ label, price, quantity, factor }) => {
      const each = known.get(price);
      const amount = each === undefined ? undefined : each * factor * quantityOf(quantity, usage, variant);
      return { label, amount };
    });
    const used = new Set(lines.map(({ price }) => price));
    return {
      variant: variant.key,
      lines: amounts,
      total: amounts.reduce((sum, { amount = 0 }) => sum + amount, 0),
      unknown: prices
        .filter(({ key, value }) => value === undefined && used.has(key))
        .map(({ label }) => label),
      grantLeftMinutes: Math.max(0, grantMinutes - (variant.streamsQueue ? usage.queueMinutes : 0)),
    };
  });
}

function quantityOf(quantity: CostQuantity, usage: Usage, { streamsQueue }: CostVariant): number {
  const { calls, queueMinutes, agentMinutes, answeredPercent } = usage;
  const answered = (calls * answeredPercent) / 100;
  switch (quantity) {
    case "number-days":
      return daysPerMonth;
    case "call-minutes":
      return calls * queueMinutes + answered * agentMinutes;
    case "streamed-minutes":
      return (streamsQueue ? calls * queueMinutes : 0) + answered * agentMinutes;
    case "started-transcriptions":
      return streamsQueue ? calls : answered;
  }
}

/** Of any of the units, in dollars. */
export const maxPrice = 1_000_000;

/** A number of at least 0 and at most `max`; undefined for anything else that was typed. Pure. */
export function readAmount(text: string, max: number): number | undefined {
  const written = text.trim();
  if (!/^(?:\d+\.?\d*|\.\d+)$/.test(written)) return undefined;
  const amount = Number(written);
  return amount <= max ? amount : undefined;
}

/** Whether a text is an amount, or leaves it open. "0,04" is neither: it isn't known what it is meant to say. Pure. */
export function isAmount(text: string, max: number): boolean {
  return text.trim() === "" || readAmount(text, max) !== undefined;
}
