import type { VendorParts } from "../vendor-parts";
import { CustomDataPreview } from "./custom-data-preview";

export const koreParts: VendorParts = {
  previews: { "agent-ai-ccp": CustomDataPreview, "agent-ai-workspace": CustomDataPreview },
};
