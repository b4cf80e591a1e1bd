import type { Hop } from "./hop";

/** Functions that work for one vendor alone, by a part of their names, and the hop that their logs belong to. */
export interface FunctionHop {
  name: RegExp;
  hop: Hop;
}

/** The hop that a function serves, by its name as the guides give it, whatever prefix stands before it. */
export function hopOfFunction(functionNameOrArn: string, vendorsOwn: readonly FunctionHop[]): Hop {
  const name = functionName(functionNameOrArn);
  if (/store/i.test(name) && !/authenticat/i.test(name)) return "store";
  if (/retrieve/i.test(name)) return "retrieve";
  return vendorsOwn.find((own) => own.name.test(name))?.hop ?? "api";
}

/** "retrieveMetadata" of an ARN with or without alias, or of the bare name. */
export function functionName(nameOrArn: string): string {
  return /:function:([^:]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
}
