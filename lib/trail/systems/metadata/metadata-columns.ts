/** The attributes of the metadata table's items that hold what a vendor posts. */
export interface MetadataColumns {
  /** Holds the posted body as text. */
  body: string;
  /** The vendor's own id of the conversation, with the index on it, where the vendor names one. */
  session?: {
    column: string;
    index: string;
    /** For people: "Session". */
    title: string;
  };
}
