/** What a Connect instance holds. Times are milliseconds since 1970, as everywhere in the sandbox's memory. */
export interface ConnectState {
  instance: Instance;
  queues: Queue[];
  hours: Hours[];
  phoneNumbers: PhoneNumber[];
  flows: Flow[];
  prompts: Named[];
  /** Those that somebody made; AWS's own are in every instance. */
  views: View[];
  modules: FlowModule[];
  /** Aliases of Lex V2 bots that are associated with the instance. */
  botAliasArns: string[];
  users: User[];
  securityProfiles: Named[];
  lambdaArns: string[];
  integrations: Integration[];
  contacts: Contact[];
  /** Keys that SearchContacts can search by; AWS has none until somebody makes them searchable. */
  searchableAttributeKeys: string[];
  /** AWS's default request rates; off unless a test wants to meet them. */
  ratesOn: boolean;
  /** Delivery of flow logs is at least once: with this on, every line arrives twice. */
  flowLogsTwice: boolean;
  /** Connect makes its log group once: a deleted one is never made again. */
  logGroupMade: boolean;
}

export type Tags = Record<string, string>;

export interface Named {
  id: string;
  name: string;
  tags: Tags;
  modifiedAt: number;
}

export interface Instance {
  id: string;
  alias: string;
  createdAt: number;
  attributes: Record<string, string>;
  tags: Tags;
}

export interface Queue extends Named {
  description: string;
  hoursId: string;
  /** undefined = as many as wanted. */
  maxContacts: number | undefined;
  status: "ENABLED" | "DISABLED";
}

export interface Hours extends Named {
  timeZone: string;
  config: HoursOfDay[];
}

export interface HoursOfDay {
  Day: string;
  StartTime: { Hours: number; Minutes: number };
  EndTime: { Hours: number; Minutes: number };
}

export interface PhoneNumber {
  id: string;
  number: string;
  countryCode: string;
  type: string;
  description: string;
  flowId: string | undefined;
  tags: Tags;
}

export interface Flow extends Named {
  type: string;
  description: string;
  state: "ACTIVE" | "ARCHIVED";
  /** What callers meet; undefined until it was published once. */
  published: string | undefined;
  /** What the designer shows: the draft, or the published content. */
  saved: string;
}

export interface View extends Named {
  description: string;
  status: "PUBLISHED" | "SAVED";
  template: string;
  actions: string[];
}

export interface FlowModule extends Named {
  description: string;
  state: "ACTIVE" | "ARCHIVED";
  published: string | undefined;
  saved: string;
  settings: string | undefined;
}

export interface User extends Named {
  username: string;
}

export interface Integration {
  id: string;
  type: string;
  arn: string;
  tags: Tags;
}

export type Channel = "VOICE" | "CHAT" | "TASK" | "EMAIL";

/** A contact record. Times are milliseconds since 1970, as they really were. */
export interface Contact {
  id: string;
  initialContactId: string;
  previousContactId: string | undefined;
  relatedContactId: string | undefined;
  initiationMethod: string;
  channel: Channel;
  name: string | undefined;
  description: string | undefined;
  initiatedAt: number;
  connectedToSystemAt: number;
  updatedAt: number;
  disconnectedAt: number | undefined;
  disconnectReason: string | undefined;
  /** Only a voice contact has phone numbers. */
  customerAddress: string | undefined;
  systemAddress: string | undefined;
  scheduledAt?: number | undefined;
  queueId: string | undefined;
  enqueuedAt: number | undefined;
  agent: ContactAgent | undefined;
  attributes: Record<string, string>;
  references: Record<string, { Value: string; Type: string }>;
  languageCode: string;
  tags: Tags;
}

export interface ContactAgent {
  id: string;
  acceptedAt: number;
  connectedAt: number;
  afterWorkStartedAt: number | undefined;
  afterWorkEndedAt: number | undefined;
}
