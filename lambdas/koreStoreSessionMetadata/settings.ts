/** What the deployment can set on the functions, with defaults. */
export interface MetadataSettings {
  /** TABLE_NAME */
  tableName: string;
  /** RETENTION_HOURS: how long stored metadata can be read. */
  retentionSeconds: number;
}

type Environment = Record<string, string | undefined>;

/** Read at each call: in Lambda a changed environment is a new process, and tests need no reload. */
export function readMetadataSettings(environment: Environment = process.env): MetadataSettings {
  const hours = Number(environment.RETENTION_HOURS);
  return {
    tableName: environment.TABLE_NAME || "koreCcSessions",
    retentionSeconds: Math.round((hours > 0 && Number.isFinite(hours) ? hours : 24 * 7) * 3600),
  };
}
