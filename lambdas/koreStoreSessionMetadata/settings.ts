/** What the deployment may set on the functions, with the values that hold when it sets nothing. */
export interface MetadataSettings {
  /** TABLE_NAME */
  tableName: string;
  /** RETENTION_HOURS: how long stored metadata can be read. */
  retentionSeconds: number;
}

type Environment = Record<string, string | undefined>;

/** Read at each call: a changed environment is a new process in Lambda, and tests need no reload. */
export function readMetadataSettings(environment: Environment = process.env): MetadataSettings {
  const hours = Number(environment.RETENTION_HOURS);
  return {
    tableName: environment.TABLE_NAME || "koreCcSessions",
    retentionSeconds: Math.round((hours > 0 && Number.isFinite(hours) ? hours : 24 * 7) * 3600),
  };
}
