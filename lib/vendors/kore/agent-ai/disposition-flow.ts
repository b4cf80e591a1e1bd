import { type Block, buildFlow } from "@/lib/flows/language/build-flow";
import type { FlowDocument } from "@/lib/flows/language/flow-document";
import type { AgentAiSettings } from "./settings";

export interface DispositionFlow {
  name: string;
  description: string;
  region: string;
  partition: string;
  settings: Pick<AgentAiSettings, "disposition">;
}

type BlockName = "logging" | "ask" | "keep-disposition" | "confirm" | "end";

/** As long as Connect keeps a view open: an agent may be called away in the middle. */
const askSeconds = "54000";
const confirmSeconds = "30";

/** Asks the agent when the call has ended, and writes the answer on the call's own contact. */
export function dispositionFlow(flow: DispositionFlow): FlowDocument {
  const { heading, label, options, surveyLabel, submitLabel, doneHeading } = flow.settings.disposition;
  const view = (id: string) => ({
    Id: `arn:${flow.partition}:connect:${flow.region}:aws:view/${id}`,
  });
  const blocks: { [block in BlockName]: Block<BlockName> } = {
    logging: {
      type: "UpdateFlowLoggingBehavior",
      parameters: { FlowLoggingBehavior: "Enabled" },
      next: "ask",
    },
    ask: {
      type: "ShowView",
      parameters: {
        ViewResource: view("form:1"),
        InvocationTimeLimitSeconds: askSeconds,
        ViewData: {
          Heading: heading,
          Sections: [
            {
              Type: "FormSection",
              Heading: label,
              IsEditable: false,
              Configuration: { Layout: { Columns: ["12"] } },
              Items: [
                {
                  Type: "Dropdown",
                  Name: "disposition",
                  Label: label,
                  Required: true,
                  MultiSelect: false,
                  Fluid: false,
                  Options: options.map(({ value, label: text }) => ({ Label: text, Value: value })),
                },
                {
                  Type: "Toggle",
                  Name: "survey",
                  Label: surveyLabel,
                  Required: false,
                  MultiSelect: false,
                  Fluid: false,
                },
              ],
            },
          ],
          Next: submitLabel,
        },
      },
      when: { Next: "keep-disposition", Step: "keep-disposition" },
      errors: { NoMatchingCondition: "end", NoMatchingError: "end", TimeLimitExceeded: "end" },
    },
    // The flow runs on a contact of its own; the call's is the related one.
    "keep-disposition": {
      type: "UpdateContactAttributes",
      parameters: {
        Attributes: {
          Disposition: "$.Views.ViewResultData.FormData.disposition.0",
          PostContactSurvey: "$.Views.ViewResultData.FormData.survey.0",
        },
        TargetContact: "Related",
      },
      next: "confirm",
      errors: { NoMatchingError: "end" },
    },
    confirm: {
      type: "ShowView",
      parameters: {
        ViewResource: view("confirmation:1"),
        InvocationTimeLimitSeconds: confirmSeconds,
        ViewData: { Heading: doneHeading, Graphic: { Include: true }, Next: { Label: "Done" } },
      },
      when: { Next: "end" },
      errors: { NoMatchingCondition: "end", NoMatchingError: "end", TimeLimitExceeded: "end" },
    },
    end: { type: "DisconnectParticipant" },
  };
  return buildFlow<BlockName>({ name: flow.name, description: flow.description, start: "logging", blocks });
}
