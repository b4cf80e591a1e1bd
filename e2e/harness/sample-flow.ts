/** A flow as another instance's designer would export it: its queue is known by name, its hours by nothing. */
export function sampleFlow(name: string, greeting: string): string {
  const block = (Identifier: string, Type: string, Parameters: object, Transitions: object) => ({
    Identifier,
    Type,
    Parameters,
    Transitions,
  });
  return JSON.stringify({
    Version: "2019-10-30",
    StartAction: "logging",
    Metadata: {
      name,
      type: "contactFlow",
      description: "Greets callers in the evening.",
      ActionMetadata: {
        "set-queue": { parameters: { QueueId: { displayName: "BasicQueue" } } },
      },
    },
    Actions: [
      block(
        "logging",
        "UpdateFlowLoggingBehavior",
        { FlowLoggingBehavior: "Enabled" },
        { NextAction: "hours" },
      ),
      block(
        "hours",
        "CheckHoursOfOperation",
        { HoursOfOperationId: "" },
        {
          NextAction: "hang-up",
          Conditions: [
            { NextAction: "greet", Condition: { Operator: "Equals", Operands: ["True"] } },
            { NextAction: "hang-up", Condition: { Operator: "Equals", Operands: ["False"] } },
          ],
          Errors: [{ NextAction: "hang-up", ErrorType: "NoMatchingError" }],
        },
      ),
      block(
        "greet",
        "MessageParticipant",
        { Text: greeting },
        {
          NextAction: "set-queue",
          Errors: [{ NextAction: "set-queue", ErrorType: "NoMatchingError" }],
        },
      ),
      block(
        "set-queue",
        "UpdateContactTargetQueue",
        {
          QueueId:
            "arn:aws:connect:eu-west-2:444455556666:instance/0d4f5b52-7f3c-4d8a-9a35-61f1a2b1c0de/queue/9c7be6a1-0f53-4c0e-8a3f-2f0f6d1f5b77",
        },
        { NextAction: "queue", Errors: [{ NextAction: "hang-up", ErrorType: "NoMatchingError" }] },
      ),
      block(
        "queue",
        "TransferContactToQueue",
        {},
        {
          NextAction: "hang-up",
          Errors: [
            { NextAction: "hang-up", ErrorType: "QueueAtCapacity" },
            { NextAction: "hang-up", ErrorType: "NoMatchingError" },
          ],
        },
      ),
      block("hang-up", "DisconnectParticipant", {}, {}),
    ],
  });
}

/** A flow of many blocks, with branches, a loop's way back, and a type that no one knows. */
export function longFlow(blocks: number): string {
  const last = `b${blocks - 1}`;
  const to = (index: number) => `b${Math.min(index, blocks - 1)}`;
  return JSON.stringify({
    Version: "2019-10-30",
    StartAction: "b0",
    Metadata: {},
    Actions: Array.from({ length: blocks }, (_, index) => {
      const Identifier = `b${index}`;
      if (Identifier === last)
        return { Identifier, Type: "DisconnectParticipant", Parameters: {}, Transitions: {} };
      if (index % 6 === 5) {
        return {
          Identifier,
          Type: "Compare",
          Parameters: { ComparisonValue: `$.Attributes.step${index}` },
          Transitions: {
            NextAction: to(index + 1),
            Conditions: [
              { NextAction: to(index + 1), Condition: { Operator: "Equals", Operands: ["1"] } },
              { NextAction: to(index + 9), Condition: { Operator: "Equals", Operands: ["2"] } },
              {
                NextAction: `b${Math.max(0, index - 20)}`,
                Condition: { Operator: "Equals", Operands: ["again"] },
              },
            ],
            Errors: [{ NextAction: to(index + 3), ErrorType: "NoMatchingCondition" }],
          },
        };
      }
      return {
        Identifier,
        Type: index === 40 ? "FoldPaperCrane" : "MessageParticipant",
        Parameters: { Text: `Step ${index}` },
        Transitions: {
          NextAction: to(index + 1),
          Errors: [{ NextAction: to(index + 1), ErrorType: "NoMatchingError" }],
        },
      };
    }),
  });
}
