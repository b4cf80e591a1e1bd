import {
  bot,
  lambda,
  menu,
  menuErrors,
  nmc,
  nme,
  type PublishVector,
  queue,
  stored,
  text,
  third,
  transferErrors,
  vectorFlow,
  vectors,
  wait,
} from "./vector-builder";

/** Blocks that Connect publishes. */
export const acceptedVectors: readonly PublishVector[] = [
  ...vectors("accepted", "live", {
    "a prompt without an error branch": ["MessageParticipant", text],
    "a prompt with one": ["MessageParticipant", text, { errors: [nme] }],
    "a menu with its three errors": [
      "GetParticipantInput",
      menu({}),
      { errors: menuErrors, when: ["1", "#"] },
    ],
    "stored input": ["GetParticipantInput", stored({}), { errors: [nme] }],
    "a Lex bot without a time-out branch": [
      "ConnectParticipantWithLexBot",
      { Text: "Yes?", LexV2Bot: bot },
      { errors: [nmc, nme], when: ["Book"] },
    ],
    "a Lex bot that speaks first by its own words": [
      "ConnectParticipantWithLexBot",
      { LexInitializationData: { InitialMessage: "hi" }, LexV2Bot: bot },
      { errors: [nmc, nme] },
    ],
    "a function that answers": [
      "InvokeLambdaFunction",
      { ...lambda, ResponseValidation: { ResponseType: "JSON" } },
      { errors: [nme] },
    ],
    "attributes of no target in particular": [
      "UpdateContactAttributes",
      { Attributes: { a: "b" } },
      { errors: [nme] },
    ],
    "a flow attribute without a type": [
      "UpdateFlowAttributes",
      { FlowAttributes: { a: { Value: "b" } } },
      { errors: [nme] },
    ],
    "a working queue": ["UpdateContactTargetQueue", { QueueId: queue }, { errors: [nme] }],
    "a queue transfer": ["TransferContactToQueue", {}, { errors: ["QueueAtCapacity", nme] }],
    "a transfer that returns": ["TransferParticipantToThirdParty", third({}), { errors: transferErrors }],
    "a transfer that doesn't return": [
      "TransferParticipantToThirdParty",
      third({ ContinueFlowExecution: "False" }),
      { errors: [nme] },
    ],
    "the same from a transfer to agent flow": [
      "TransferParticipantToThirdParty",
      third({ ContinueFlowExecution: "False" }),
      { errors: [nme] },
      "AGENT_TRANSFER",
    ],
    "a voice connector transfer without a return setting": [
      "TransferParticipantToThirdParty",
      {
        VoiceConnector: {
          VoiceConnectorType: "CallTransferConnector",
          VoiceConnectorArn: "arn:aws:chime:us-east-1:111122223333:vc/abc",
          ToUser: "+12065550100",
          FromUser: "$.CustomerEndpoint.Address",
        },
        ThirdPartyConnectionTimeLimitSeconds: "60",
      },
      { errors: transferErrors },
    ],
    "every documented kind of reference": [
      "UpdateContactAttributes",
      {
        Attributes: {
          name: "$.Name",
          about: "$.Description",
          voice: "$.TextToSpeechVoiceId",
          task: "$.Task.ContactId",
          copies: "$.AdditionalEmailRecipients.CcList",
          round: "$.Loop.tries.Index",
          element: "$.Loop.tries.Element",
          segment: "$.SegmentAttributes['connect:Subtype']",
        },
      },
      { errors: [nme] },
    ],
    "a comparison": [
      "Compare",
      { ComparisonValue: "$.Attributes.a" },
      { errors: [nmc], when: ["1", ["TextContains", "x"]] },
    ],
    "the undocumented KeyExists": [
      "Compare",
      { ComparisonValue: "$.Attributes.a" },
      { errors: [nmc], when: [["KeyExists", "true"]] },
    ],
    "a loop counted by a number": ["Loop", { LoopCount: 3 }, { when: ["ContinueLooping", "DoneLooping"] }],
    "a wait": ["Wait", wait(), { errors: [nme], when: ["WaitCompleted"] }],
    "a wait that continues": [
      "Wait",
      wait({ ContinueExecution: "True", MinimumWaitTimeSeconds: "5" }),
      { errors: [nme], when: ["Continue", "WaitCompleted"] },
    ],
    "opening hours": ["CheckHoursOfOperation", {}, { errors: [nme], when: ["True", "False"] }],
    "agents available": [
      "CheckMetricData",
      { MetricType: "NumberOfAgentsAvailable" },
      { errors: [nme, nmc], when: [["NumberGreaterThan", "0"]] },
    ],
    "a distribution": ["DistributeByPercentage", {}, { errors: [nmc], when: [["NumberLessThan", "50"]] }],
    "a callback number": [
      "UpdateContactCallbackNumber",
      { CallbackNumber: "$.CustomerEndpoint.Address" },
      { errors: ["InvalidCallbackNumber", "CallbackNumberNotDialable"] },
    ],
    "a callback": [
      "CreateCallbackContact",
      { InitialCallDelaySeconds: "5", MaximumConnectionAttempts: "1", RetryDelaySeconds: "60" },
      { errors: [nme] },
    ],
    "two event flows": [
      "UpdateContactEventHooks",
      { EventHooks: { CustomerQueue: vectorFlow, AgentWhisper: vectorFlow } },
      { errors: [nme] },
    ],
    "recording without branches": [
      "UpdateContactRecordingBehavior",
      { RecordingBehavior: { RecordedParticipants: ["Agent"] } },
    ],
    "a voice without an error branch": ["UpdateContactTextToSpeechVoice", { TextToSpeechVoice: "Joanna" }],
    "a priority without branches": ["UpdateContactRoutingBehavior", { QueuePriority: "1" }],
    "prompts in a queue": [
      "MessageParticipantIteratively",
      { Messages: [text] },
      { next: null },
      "CUSTOMER_QUEUE",
    ],
    "prompts on hold that lead nowhere": [
      "MessageParticipantIteratively",
      { Messages: [text] },
      { next: null },
      "AGENT_HOLD",
    ],
    "another queue from a queue": [
      "DequeueContactAndTransferToQueue",
      { QueueId: queue },
      { errors: ["QueueAtCapacity", nme] },
      "CUSTOMER_QUEUE",
    ],
    "a module that returns": ["MessageParticipant", text, {}, "MODULE"],
    "a profile's object": [
      "GetCustomerProfileObject",
      { ProfileRequestData: { ProfileId: "p", ObjectType: "Order" } },
      { errors: ["NoneFoundError", nme] },
    ],
  }),
];
