import { vendors } from "@/lib/vendors/registry";
import type { Vendor, VendorDemo } from "@/lib/vendors/vendor";

/** The vendor that the demo shows. Throws when none can be shown. */
export function demoVendor(): Pick<Vendor, "name" | "title"> & { demo: VendorDemo } {
  for (const { name, title, demo } of vendors) if (demo) return { name, title, demo };
  throw new Error("No vendor has a demo.");
}
