import type { ActionRule } from "./action-rule";

/**
 * Blocks of which AWS's documentation speaks and no published flow was seen: known by name, so that they are drawn in
 * words, and asked for nothing beyond what holds for every block, except where the documentation is plain.
 */
export const DOCUMENTED_ACTIONS: Readonly<Record<string, ActionRule>> = {
  AuthenticateParticipant: { title: "Authenticate customer" },
  CheckOutboundCallStatus: { title: "Check call progress" },
  CompleteOutboundCall: { title: "Connect the outbound call" },
  ConnectParticipantWithAgenticCX: { title: "Connect to AI agent" },
  CreateCase: { title: "Create case" },
  CreateContact: { title: "Create contact" },
  CreateCustomerProfile: { title: "Create customer profile" },
  CreatePersistentContactAssociation: { title: "Keep as a persistent contact" },
  CreateTask: { title: "Create task" },
  CreateWisdomSession: { title: "Connect assistant" },
  DequeueContactAndTransferToQueue: { title: "Transfer to another queue", ends: true },
  EvaluateDataTableValues: { title: "Evaluate data table" },
  GetCase: { title: "Get case" },
  GetCustomerProfile: {
    title: "Get customer profile",
    requiredErrors: ["MultipleFoundError", "NoneFoundError", "NoMatchingError"],
  },
  GetMetricData: { title: "Get queue metrics" },
  ListDataTableValues: { title: "List data table values" },
  LoadContactContent: { title: "Get stored content" },
  RenderMessageTemplate: { title: "Render message template" },
  ResumeContact: { title: "Resume contact" },
  UntagContact: { title: "Remove contact tags" },
  UpdateCase: { title: "Update case" },
  UpdateContactRecordingAndAnalyticsBehavior: {
    title: "Set recording and analytics behavior",
    requiredErrors: ["NoMatchingError", "ChannelMismatch"],
  },
  UpdateContactRoutingBehavior: { title: "Change routing priority / age" },
  UpdateContactRoutingCriteria: { title: "Set routing criteria" },
  UpdateCustomerProfile: { title: "Update customer profile" },
  UpdatePreviousContactParticipantState: { title: "Hold customer or agent" },
  UpdateRoutingCriteria: { title: "Set routing criteria" },
  UpsertDataTableValues: { title: "Write data table values" },
};
