import type { FieldDifference } from "@/lib/kernel/field-difference";
import type { Problem } from "@/lib/kernel/result";
import { compareFields } from "./compare";
import type { ResolvedResource } from "./resolve-props";

/** Others that use the same shared thing as this integration. */
export interface OtherWishes {
  /** The tenant's own integrations that use it, with what they want of it. */
  own: readonly { integration: string; props: object }[];
  /** Integrations of other tenants that want something else of it. */
  opposedElsewhere: number;
}

/**
 * What integrations want of a thing that they share, where they don't want the same. Each one's plan says so: neither
 * deployment is wrong by itself, and together they would change it back and forth.
 */
export function opposedWishes(want: ResolvedResource, others: OtherWishes | undefined): Problem | undefined {
  const { shared, title, name } = want.type;
  if (shared?.whenOpposed === undefined || others === undefined) return undefined;
  const opposed = others.own.flatMap(({ integration, props }) => {
    const differences = compareFields(want.props, props);
    return differences.length === 0 ? [] : [`"${integration}" has ${differences.map(describe).join(", ")}`];
  });
  const { opposedElsewhere: elsewhere } = others;
  const told = [...opposed, ...(elsewhere === 0 ? [] : [describeElsewhere(elsewhere)])];
  if (told.length === 0) return undefined;
  return {
    code: "shared-wishes-differ",
    sentence: `${title} "${name(want.props)}" is one for the whole ${placeOf[shared.scope]}, and not every integration has the same for it: ${told.join("; ")}. ${shared.whenOpposed}`,
    wayOut: `Give it the same value in each integration's settings, or use another ${elsewhereOf[shared.scope]} for one of them.`,
  };
}

const placeOf = {
  instance: "Connect instance",
  "account-region": "account and region",
  vendor: "vendor account",
} as const;
const elsewhereOf = {
  instance: "Connect instance",
  "account-region": "Connect instance",
  vendor: "vendor account",
} as const;

function describe({ path, before = "none", after = "none" }: FieldDifference): string {
  return `${path} ${before} (here ${after})`;
}

function describeElsewhere(count: number): string {
  const rest = "other values for it";
  return count === 1
    ? `an integration of another tenant has ${rest}`
    : `${count} integrations of another tenant have ${rest}`;
}
