import { matchRoute, type RouteTable } from "./rest-routes";
import type { ServiceModel } from "./service-model";
import type { SignedRequest } from "./verify-signature";

export interface ServiceEntry {
  model: ServiceModel;
  routes: RouteTable;
}

export interface ChosenService {
  entry: ServiceEntry;
  /** The path without the data endpoint's name. */
  rawPath: string;
  endpoint: string | undefined;
}

/** Of the services that sign with one name, the one whose path it is; the first when it is nobody's. */
export function chooseService(
  entries: readonly ServiceEntry[] = [],
  { method, rawPath, rawQuery }: Pick<SignedRequest, "method" | "rawPath" | "rawQuery">,
): ChosenService | undefined {
  const candidates = entries.map((entry) => withoutEndpoint(entry, rawPath));
  if (candidates.length < 2) return candidates[0];
  const query = new URLSearchParams(rawQuery);
  return (
    candidates.find(({ entry, rawPath: path }) => matchRoute(entry.routes, method, path, query)) ??
    candidates[0]
  );
}

function withoutEndpoint(entry: ServiceEntry, rawPath: string): ChosenService {
  const { endpointPath } = entry.model.service;
  if (endpointPath === undefined || !rawPath.startsWith(endpointPath))
    return { entry, rawPath, endpoint: undefined };
  const [endpoint = "", ...rest] = rawPath.slice(endpointPath.length).split("/");
  return { entry, rawPath: `/${rest.join("/")}`, endpoint };
}
