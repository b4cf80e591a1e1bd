import type { ActionRule } from "./action-rule";
import { anything, isWholeReference, record, text } from "./value-rules";

const nme = "NoMatchingError";

const request = (required: readonly string[] = []) =>
  record(Object.fromEntries(required.map((name) => [name, anything])), { required, open: true });

/** Few exports of these are known: most of their parameters are left alone. */
const asks = (title: string, more: Partial<ActionRule>): ActionRule => ({
  title,
  open: true,
  next: "required",
  conditions: "none",
  errors: { expected: [nme], open: true },
  ...more,
});

/** True when a case is linked to the contact, which brings an error branch of its own. */
const links = (parameters: Readonly<Record<string, unknown>>) =>
  typeof parameters.LinkContactToCase === "string" &&
  (parameters.LinkContactToCase.toLowerCase() === "true" || isWholeReference(parameters.LinkContactToCase));

/** Blocks that read and write cases, customer profiles, data tables and knowledge. Sources as in talking-blocks.ts. */
export const recordBlocks: Readonly<Record<string, ActionRule>> = {
  CreateCase: asks("Create case", {
    refused: ["Fields"],
    vary: (parameters) =>
      links(parameters) ? { errors: { expected: [nme, "ContactNotLinked"], open: true } } : {},
  }),
  UpdateCase: asks("Update case", {
    refused: ["Fields"],
    vary: (parameters) =>
      links(parameters) ? { errors: { expected: [nme, "ContactNotLinked"], open: true } } : {},
  }),
  GetCase: asks("Get case", {}),
  CreateContact: asks("Create contact", {}),
  CreatePersistentContactAssociation: asks("Keep as a persistent contact", {
    errors: { required: [nme], open: true },
  }),
  LoadContactContent: asks("Get stored content", { errors: { required: [nme], open: true } }),
  CreateWisdomSession: asks("Connect assistant", {
    parameters: { WisdomAssistantArn: text },
    required: ["WisdomAssistantArn"],
    errors: { required: [nme], open: true },
  }),
  RenderMessageTemplate: asks("Render message template", {
    parameters: { WisdomKnowledgeBaseArn: text, WisdomMessageTemplateArn: text },
    required: ["WisdomKnowledgeBaseArn", "WisdomMessageTemplateArn"],
    refused: ["Template", "AttributeMap"],
    errors: { required: ["TemplateRenderingError", nme], open: true },
  }),
  GetCustomerProfile: asks("Get customer profile", {
    parameters: { ProfileRequestData: request() },
    required: ["ProfileRequestData"],
    errors: { required: ["MultipleFoundError", "NoneFoundError", nme] },
  }),
  GetCustomerProfileObject: asks("Get customer profile object", {
    parameters: { ProfileRequestData: request(["ProfileId", "ObjectType"]) },
    required: ["ProfileRequestData"],
    errors: { required: ["NoneFoundError", nme] },
  }),
  GetCalculatedAttributesForCustomerProfile: asks("Get calculated attributes", {
    parameters: { ProfileRequestData: request(["ProfileId"]) },
    required: ["ProfileRequestData"],
    errors: { expected: ["NoneFoundError", nme], open: true },
  }),
  AssociateContactToCustomerProfile: asks("Associate contact with profile", {
    parameters: { ProfileRequestData: request(["ProfileId", "ContactId"]) },
    required: ["ProfileRequestData"],
  }),
  CreateCustomerProfile: asks("Create customer profile", {}),
  UpdateCustomerProfile: asks("Update customer profile", {}),
  EvaluateDataTableValues: asks("Evaluate data table", { errors: { required: [nme], open: true } }),
  ListDataTableValues: { title: "List data table values", next: "optional" },
  UpsertDataTableValues: { title: "Write data table values", next: "optional" },
};
