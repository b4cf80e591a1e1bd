import type { VendorAnswer } from "../shared/serve-vendor";

/** An error document of Kore's public API. */
export function apiFailure(status: number, msg: string, code = status * 10): VendorAnswer {
  return { status, body: { errors: [{ msg, code }] } };
}
