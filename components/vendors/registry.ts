import { koreParts } from "./kore/parts";
import type { VendorParts } from "./vendor-parts";

/** What vendors draw on screens themselves. Another one is a folder and one line here. */
export const vendorParts: readonly VendorParts[] = [koreParts];
