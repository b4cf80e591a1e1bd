import type { ResourceContext } from "@/lib/engine/resource";

/** Changes one field behind our back, as somebody in the AWS console would. */
export type HandChange = (context: ResourceContext, outputs: Record<string, string>) => Promise<unknown>;

/** By the path of the declared field. */
export type HandChanges = Readonly<Record<string, HandChange>>;
