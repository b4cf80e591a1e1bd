import { vendors } from "@/lib/vendors/registry";
import type { Vendor, VendorDemo } from "@/lib/vendors/vendor";

export interface FoundDemo {
  vendor: Pick<Vendor, "name" | "title">;
  demo: VendorDemo;
}

/** Every demo, in the registry's order. */
export function listDemos(): FoundDemo[] {
  return vendors.flatMap(({ name, title, demos }) =>
    demos.map((demo) => ({ vendor: { name, title }, demo })),
  );
}

/** Of a kind of integration; the first one without a word. Throws when there is none. */
export function findDemo(blueprint?: string): FoundDemo {
  const demos = listDemos();
  const found = blueprint === undefined ? demos[0] : demos.find(({ demo }) => demo.blueprint === blueprint);
  if (found) return found;
  const known = ["all", ...demos.map(({ demo }) => demo.blueprint)];
  throw new Error(`There is no demo "${blueprint ?? ""}". Available: ${known.join(", ")}.`);
}
