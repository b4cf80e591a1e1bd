import { z } from "zod";
import { fail, type Problem } from "@/lib/kernel/result";

/** A time within a token, in milliseconds: of the years 1970 to 9999, which every date and the database can hold. */
export const moment = z.number().int().min(0).max(253_402_300_799_999);

/** Where the next part of a list begins, as a word for an address. */
export function formatToken(position: object): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/** undefined for a token that was made up, or is of another kind of list. */
export function parseToken<Schema extends z.ZodType>(
  schema: Schema,
  token: string,
): z.output<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(Buffer.from(token, "base64url").toString("utf8"))).data;
  } catch {
    return undefined;
  }
}

const pageGone: Problem = {
  code: "page-token-invalid",
  sentence: "This page of the list no longer exists.",
  wayOut: "Start the list again from its first page.",
};

export function noSuchPage() {
  return fail(pageGone);
}
