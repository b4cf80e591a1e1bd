import { z } from "zod";
import type { DesiredResource } from "@/lib/engine/resource";
import { type ClaimedNumber, numberTypes } from "@/lib/forms/claimed-number";
import { phoneNumber } from "./settings-parts";

export const numberCountry = z
  .string("Choose a country.")
  .regex(/^[A-Z]{2}$/, "Choose a country, or enter its code of two capital letters, like US.");

export const numberType = z.enum(
  numberTypes.map(({ value }) => value),
  "Choose a local or a toll-free number.",
);

/** A free number that the integration claims for the instance. */
export const claimedNumber = z.strictObject(
  { number: phoneNumber, country: numberCountry, numberType },
  "Search for free numbers and choose one.",
);

export function claimedNumberResource(props: ClaimedNumber, ledgerRows: string[]): DesiredResource {
  return { logicalId: "number", type: "claimed-number", props: { ...props }, ledgerRows };
}
