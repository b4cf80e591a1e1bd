import { asapp } from "./asapp/vendor";
import { kore } from "./kore/vendor";
import type { SimulatedVendor } from "./shared/simulated-vendor";
import { sip } from "./sip/vendor";
import { zoom } from "./zoom/vendor";

/** Every vendor that the sandbox simulates; another one is a folder and one line here. */
export const simulatedVendors: readonly SimulatedVendor[] = [kore, asapp, sip, zoom];
