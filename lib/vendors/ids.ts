import { vendors } from "./registry";

/** A kind of id as data, for a browser: regular expressions as their parts. */
export interface IdWords {
  kind: string;
  title: string;
  label: PatternParts;
  shape: PatternParts;
}

export interface PatternParts {
  source: string;
  flags: string;
}

/** Every kind of id that vendors know contacts by, with whose it is. */
export const vendorIds = vendors.flatMap((vendor) => vendor.ids.map((id) => ({ vendor, id })));

export function listIdWords(): IdWords[] {
  return vendorIds.map(({ id: { kind, title, label, shape } }) => ({
    kind,
    title,
    label: partsOf(label),
    shape: partsOf(shape),
  }));
}

function partsOf({ source, flags }: RegExp): PatternParts {
  return { source, flags };
}
