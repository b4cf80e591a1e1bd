import type { ZoomRequest } from "./ask-zoom";
import type { ZoomSettings } from "./connection-settings";

/** Something that Patchbay does with the app, and the scopes that it takes. An account's apps have either kind. */
export interface ZoomNeed {
  id: string;
  /** A check's title: "Flows can be read". */
  title: string;
  granular: readonly string[];
  classic: readonly string[];
  /** What is lost without it, where the rest works all the same. */
  loss?: string;
  /** A harmless read that takes the same scopes. */
  read?: ZoomRequest;
}

/** An ID that nothing has: Zoom answers that it doesn't exist, once the scope is there. */
const noId = "AAAAAAAAAAAAAAAAAAAAAA";
const list = (path: string, query: ZoomRequest["query"] = {}): ZoomRequest => ({
  method: "GET",
  path: `/contact_center${path}`,
  query: { ...query, page_size: 1 },
});
const one = (path: string): ZoomRequest => ({ method: "GET", path: `/contact_center${path}` });

const reads: readonly ZoomNeed[] = [
  {
    id: "zoom-list-flows",
    title: "Flows can be listed",
    granular: ["contact_center:read:list_flows:admin"],
    classic: ["contact_center_flow:read:admin"],
    read: list("/flows"),
  },
  {
    id: "zoom-flow",
    title: "A flow and its entry points can be read",
    granular: ["contact_center:read:flow:admin"],
    classic: ["contact_center_flow:read:admin"],
    read: list("/flows_entry_points", { channel: "voice" }),
  },
  {
    id: "zoom-list-engagements",
    title: "Engagements can be listed",
    granular: ["contact_center:read:list_engagements:admin"],
    classic: ["contact_center_engagement:read:admin"],
    read: list("/engagements"),
  },
  {
    id: "zoom-engagement",
    title: "An engagement and its events can be read",
    granular: ["contact_center:read:engagement:admin"],
    classic: ["contact_center_engagement:read:admin"],
    read: one(`/engagements/${noId}`),
  },
  {
    id: "zoom-voice-calls",
    title: "The voice call log can be read",
    granular: ["contact_center:read:voice_call_log:admin"],
    classic: ["contact_center_voice_call:read:admin"],
    loss: "Contacts don't show which session border controller carried the call.",
    read: list("/voice_calls"),
  },
  {
    id: "zoom-variable-logs",
    title: "Variable logs can be read",
    granular: ["contact_center:read:list_variable_logs:admin"],
    classic: ["contact_center_variable_log:read:admin"],
    loss: "An engagement leads to the voice agent's session only where Zoom's event script sent the link.",
    read: list("/variable_logs"),
  },
];

const changes: readonly ZoomNeed[] = [
  {
    id: "zoom-change-flow",
    title: "The flow can be imported, published, and removed",
    granular: [
      "contact_center:write:flow:admin",
      "contact_center:update:flow:admin",
      "contact_center:delete:flow:admin",
    ],
    classic: ["contact_center_flow:write:admin"],
  },
  {
    id: "zoom-list-variables",
    title: "Variables can be listed",
    granular: ["contact_center:read:list_variable_groups:admin", "contact_center:read:list_variables:admin"],
    classic: ["contact_center_variable:read:admin"],
    read: list("/variables/groups"),
  },
  {
    id: "zoom-change-variables",
    title: "Variables can be created and removed",
    granular: [
      "contact_center:write:variable_group:admin",
      "contact_center:write:variable:admin",
      "contact_center:update:variable:admin",
      "contact_center:delete:variable:admin",
      "contact_center:delete:variable_group:admin",
    ],
    classic: ["contact_center_variable:write:admin"],
  },
];

/** Reading always; changing only where the connection was told to. */
export function zoomNeeds({ flowAccess }: Pick<ZoomSettings, "flowAccess">): readonly ZoomNeed[] {
  return flowAccess === "change" ? [...reads, ...changes] : reads;
}

/** Which kind an app has, by any scope of Contact Center's; undefined when it has none. */
export function kindOfScopes(scopes: readonly string[]): "granular" | "classic" | undefined {
  if (scopes.some((scope) => scope.startsWith("contact_center:"))) return "granular";
  return scopes.some((scope) => scope.startsWith("contact_center_")) ? "classic" : undefined;
}

/** The scopes of a need that an app lacks, in the app's own kind. */
export function lackingScopes(need: ZoomNeed, scopes: readonly string[]): readonly string[] {
  const have = new Set(scopes);
  const lacks = (wanted: readonly string[]) => wanted.filter((scope) => !have.has(scope));
  // An app that was moved to granular scopes may still have classic ones: either is enough.
  if (lacks(need.classic).length === 0 || lacks(need.granular).length === 0) return [];
  return lacks(kindOfScopes(scopes) === "classic" ? need.classic : need.granular);
}
