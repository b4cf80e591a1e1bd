/** New apps have granular scopes, older ones classic ones; an account has either kind. */
export type ScopeKind = "granular" | "classic";

export type Scope = Readonly<Record<ScopeKind, string>>;

const scope = (granular: string, classic: string): Scope => ({
  granular: `contact_center:${granular}:admin`,
  classic: `contact_center_${classic}:admin`,
});

/** As Zoom's API description of June 2026 names them, by what they are for. */
export const scopes = {
  listEngagements: scope("read:list_engagements", "engagement:read"),
  readEngagement: scope("read:engagement", "engagement:read"),
  readRecordingStatus: scope("read:engagement_recording_status", "engagement:read"),
  listRecordings: scope("read:list_recordings", "recording:read"),
  listNotes: scope("read:list_notes", "note:read"),
  listFlows: scope("read:list_flows", "flow:read"),
  readFlow: scope("read:flow", "flow:read"),
  writeFlow: scope("write:flow", "flow:write"),
  updateFlow: scope("update:flow", "flow:write"),
  deleteFlow: scope("delete:flow", "flow:write"),
  listVariables: scope("read:list_variables", "variable:read"),
  readVariable: scope("read:variable", "variable:read"),
  writeVariable: scope("write:variable", "variable:write"),
  updateVariable: scope("update:variable", "variable:write"),
  deleteVariable: scope("delete:variable", "variable:write"),
  listVariableGroups: scope("read:list_variable_groups", "variable:read"),
  readVariableGroup: scope("read:variable_group", "variable:read"),
  writeVariableGroup: scope("write:variable_group", "variable:write"),
  updateVariableGroup: scope("update:variable_group", "variable:write"),
  deleteVariableGroup: scope("delete:variable_group", "variable:write"),
  listVariableLogs: scope("read:list_variable_logs", "variable_log:read"),
  readVariableLog: scope("read:variable_log", "variable_log:read"),
  deleteVariableLog: scope("delete:variable_log", "variable_log:write"),
  readVoiceCalls: scope("read:voice_call_log", "voice_call:read"),
} as const satisfies Record<string, Scope>;

/** Every scope of one kind: what an app has that was set up for everything. */
export function allScopes(kind: ScopeKind): string[] {
  return [...new Set(Object.values(scopes).map((one) => one[kind]))];
}
