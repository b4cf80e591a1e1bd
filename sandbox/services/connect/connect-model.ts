/** What a Connect instance holds. Times are milliseconds since 1970, as everywhere in the sandbox's memory. */
export interface ConnectState {
  instance: Instance;
  queues: Queue[];
  hours: Hours[];
  phoneNumbers: PhoneNumber[];
  flows: Flow[];
  prompts: Named[];
  /** Views that someone created; AWS's own are in every instance. */
  views: View[];
  modules: FlowModule[];
  /** Aliases of Lex V2 bots that are associated with the instance. */
  botAliasArns: string[];
  users: User[];
  securityProfiles: SecurityProfile[];
  storageConfigs: StorageConfig[];
  /** Origins whose pages may show the Contact Control Panel in a frame. */
  approvedOrigins: string[];
  numberMarket: NumberMarket;
  lambdaArns: string[];
  integrations: Integration[];
  contacts: Contact[];
  /** Keys that SearchContacts can search by; AWS has none until someone makes them searchable. */
  searchableAttributeKeys: string[];
  /** AWS's default request rates; off unless a test turns them on. */
  ratesOn: boolean;
  /** Flow logs are delivered at least once: when this is on, every line arrives twice. */
  flowLogsTwice: boolean;
  /** Connect creates its log group once: a deleted one is never created again. */
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
  /** undefined = no limit. */
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
  /** How its claiming went; absent for numbers that the instance has had from the start. */
  claim?: NumberClaim | undefined;
}

export interface NumberClaim {
  clientToken: string | undefined;
  /** IN_PROGRESS until then. */
  settlesAt: number;
  /** Why it then is FAILED; CLAIMED when absent. */
  failure: string | undefined;
}

/** What numbers the instance can claim, and how claiming goes. */
export interface NumberMarket {
  /** Someone else has claimed these. */
  gone: string[];
  /** By number, when it was released: it can't be had again for months. */
  releasedAt: Record<string, number>;
  claimMilliseconds: number;
  /** Claims end as FAILED with this message. */
  failure: string | undefined;
}

export interface StorageConfig {
  id: string;
  resourceType: string;
  storageType: string;
  video?: { prefix: string; retentionHours: number; keyArn: string } | undefined;
  /** Storage of other types, as it was given: nothing in the sandbox writes there. */
  other?: object | undefined;
}

export interface SecurityProfile extends Named {
  description?: string | undefined;
  permissions?: string[];
  applications?: ProfileApplication[];
  /** The other members of the API, as they were given. */
  other?: Record<string, unknown>;
}

export interface ProfileApplication {
  Namespace?: string | undefined;
  ApplicationPermissions?: string[] | undefined;
  Type?: string | undefined;
}

export interface Flow extends Named {
  type: string;
  description: string;
  state: "ACTIVE" | "ARCHIVED";
  /** What calls run; undefined until the first publication. */
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
  /** Names or IDs; absent = the profile "Agent". */
  securityProfiles?: string[];
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
  /** undefined while the whispers run. */
  connectedAt: number | undefined;
  afterWorkStartedAt: number | undefined;
  afterWorkEndedAt: number | undefined;
}
