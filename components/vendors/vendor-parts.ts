import type { ComponentType } from "react";

/** Parts of screens that only one vendor's integrations have. */
export interface VendorParts {
  /** What can be tried beside the settings, by kind of integration. */
  previews: Readonly<Record<string, ComponentType>>;
}
