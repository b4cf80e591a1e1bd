import type { Hop } from "./hop";

/** The hop that a function serves, by its name as the guides give it, whatever prefix stands before it. */
export function hopOfFunction(functionNameOrArn: string): Hop {
  const name = functionName(functionNameOrArn);
  if (/store/i.test(name) && !/authenticat/i.test(name)) return "store";
  if (/retrieve/i.test(name)) return "retrieve";
  if (/call-transfer|call-context/i.test(name)) return "asapp";
  return "api";
}

/** "koreRetrieveSessionMetadata" of an ARN with or without alias, or of the bare name. */
export function functionName(nameOrArn: string): string {
  return /:function:([^:]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
}
