import { isPlainObject } from "@/lib/kernel/plain-json";

// Without the settings' schema: the browser needs none of it.

export interface ClaimedNumber {
  /** "+12065550100" */
  number: string;
  /** Two letters: "US". */
  country: string;
  numberType: "DID" | "TOLL_FREE";
}

export const numberTypes = [
  { value: "DID", label: "Local number (DID)" },
  { value: "TOLL_FREE", label: "Toll-free number" },
] as const;

/** undefined when none was chosen. */
export function toClaimedNumber(value: unknown): ClaimedNumber | undefined {
  if (!isPlainObject(value)) return undefined;
  const { number, country, numberType } = value;
  if (typeof number !== "string" || typeof country !== "string") return undefined;
  return numberType === "DID" || numberType === "TOLL_FREE" ? { number, country, numberType } : undefined;
}

export function describeClaimedNumber({ number, country, numberType }: ClaimedNumber): string {
  const kind = numberTypes.find(({ value }) => value === numberType)?.label ?? numberType;
  return `${number} · ${kind} · ${country}`;
}
