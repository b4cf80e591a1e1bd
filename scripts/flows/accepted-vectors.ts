import {
  BOT,
  FLOW,
  LAMBDA,
  menu,
  menuErrors,
  NMC,
  NME,
  type PublishVector,
  QUEUE,
  stored,
  text,
  third,
  transferErrors,
  vectors,
  wait,
} from "./vector-builder";

/** Blocks that Connect publishes. */
export const acceptedVectors: readonly PublishVector[] = [
  ...vectors("accepted", "live", {
    "a prompt without an error branch": ["MessageParticipant", text],
    "a prompt with one": ["MessageParticipant", text, { errors: [NME] }],
    "a menu with its three errors": [
      "GetParticipantInput",
      menu({}),
      { errors: menuErrors, when: ["1", "#"] },
    ],
    "stored input": ["GetParticipantInput", stored({}), { errors: [NME] }],
    "a Lex bot without a time-out branch": [
      "ConnectParticipantWithLexBot",
      { Text: "Yes?", LexV2Bot: BOT },
      { errors: [NMC, NME], when: ["Book"] },
    ],
    "a Lex bot that speaks first by its own words": [
      "ConnectParticipantWithLexBot",
      { LexInitializationData: { InitialMessage: "hi" }, LexV2Bot: BOT },
      { errors: [NMC, NME] },
    ],
    "a function that answers": [
      "InvokeLambdaFunction",
      { ...LAMBDA, ResponseValidation: { ResponseType: "JSON" } },
      { errors: [NME] },
    ],
    "attributes of no target in particular": [
      "UpdateContactAttributes",
      { Attributes: { a: "b" } },
      { errors: [NME] },
    ],
    "a flow attribute without a type": [
      "UpdateFlowAttributes",
      { FlowAttributes: { a: { Value: "b" } } },
      { errors: [NME] },
    ],
    "a working queue": ["UpdateContactTargetQueue", { QueueId: QUEUE }, { errors: [NME] }],
    "a queue transfer": ["TransferContactToQueue", {}, { errors: ["QueueAtCapacity", NME] }],
    "a transfer that returns": ["TransferParticipantToThirdParty", third({}), { errors: transferErrors }],
    "a transfer that doesn't return": [
      "TransferParticipantToThirdParty",
      third({ ContinueFlowExecution: "False" }),
      { errors: [NME] },
    ],
    "the same from a transfer to agent flow": [
      "TransferParticipantToThirdParty",
      third({ ContinueFlowExecution: "False" }),
      { errors: [NME] },
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
      { errors: [NME] },
    ],
    "a comparison": [
      "Compare",
      { ComparisonValue: "$.Attributes.a" },
      { errors: [NMC], when: ["1", ["TextContains", "x"]] },
    ],
    "the undocumented KeyExists": [
      "Compare",
      { ComparisonValue: "$.Attributes.a" },
      { errors: [NMC], when: [["KeyExists", "true"]] },
    ],
    "a loop counted by a number": ["Loop", { LoopCount: 3 }, { when: ["ContinueLooping", "DoneLooping"] }],
    "a wait": ["Wait", wait(), { errors: [NME], when: ["WaitCompleted"] }],
    "a wait that continues": [
      "Wait",
      wait({ ContinueExecution: "True", MinimumWaitTimeSeconds: "5" }),
      { errors: [NME], when: ["Continue", "WaitCompleted"] },
    ],
    "opening hours": ["CheckHoursOfOperation", {}, { errors: [NME], when: ["True", "False"] }],
    "agents available": [
      "CheckMetricData",
      { MetricType: "NumberOfAgentsAvailable" },
      { errors: [NME, NMC], when: [["NumberGreaterThan", "0"]] },
    ],
    "a distribution": ["DistributeByPercentage", {}, { errors: [NMC], when: [["NumberLessThan", "50"]] }],
    "a callback number": [
      "UpdateContactCallbackNumber",
      { CallbackNumber: "$.CustomerEndpoint.Address" },
      { errors: ["InvalidCallbackNumber", "CallbackNumberNotDialable"] },
    ],
    "a callback": [
      "CreateCallbackContact",
      { InitialCallDelaySeconds: "5", MaximumConnectionAttempts: "1", RetryDelaySeconds: "60" },
      { errors: [NME] },
    ],
    "two event flows": [
      "UpdateContactEventHooks",
      { EventHooks: { CustomerQueue: FLOW, AgentWhisper: FLOW } },
      { errors: [NME] },
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
      { QueueId: QUEUE },
      { errors: ["QueueAtCapacity", NME] },
      "CUSTOMER_QUEUE",
    ],
    "a module that returns": ["MessageParticipant", text, {}, "MODULE"],
    "a profile's object": [
      "GetCustomerProfileObject",
      { ProfileRequestData: { ProfileId: "p", ObjectType: "Order" } },
      { errors: ["NoneFoundError", NME] },
    ],
  }),
];
