import type { ActionType } from "../block";
import { checkHoursOfOperation } from "./check-hours-of-operation";
import { checkMetricData } from "./check-metric-data";
import { compare } from "./compare";
import { dequeueContactAndTransferToQueue } from "./dequeue-contact-and-transfer-to-queue";
import { disconnectParticipant } from "./disconnect-participant";
import { distributeByPercentage } from "./distribute-by-percentage";
import { endFlowExecution } from "./end-flow-execution";
import { invokeLambdaFunction } from "./invoke-lambda-function";
import { loop } from "./loop";
import { messageParticipant } from "./message-participant";
import { messageParticipantIteratively } from "./message-participant-iteratively";
import { showView } from "./show-view";
import { transferContactToQueue } from "./transfer-contact-to-queue";
import { transferParticipantToThirdParty } from "./transfer-participant-to-third-party";
import { transferToFlow } from "./transfer-to-flow";
import { updateContactAttributes } from "./update-contact-attributes";
import { updateContactData } from "./update-contact-data";
import { updateContactEventHooks } from "./update-contact-event-hooks";
import { updateContactMediaStreamingBehavior } from "./update-contact-media-streaming-behavior";
import { updateContactRecordingBehavior } from "./update-contact-recording-behavior";
import { updateContactTargetQueue } from "./update-contact-target-queue";
import { updateContactTextToSpeechVoice } from "./update-contact-text-to-speech-voice";
import { updateFlowAttributes } from "./update-flow-attributes";
import { updateFlowLoggingBehavior } from "./update-flow-logging-behavior";

/** Every action type that the runner can run; any other one takes its error branch. */
export const actionTypes: ReadonlyMap<string, ActionType> = new Map(
  [
    checkHoursOfOperation,
    checkMetricData,
    compare,
    dequeueContactAndTransferToQueue,
    disconnectParticipant,
    distributeByPercentage,
    endFlowExecution,
    invokeLambdaFunction,
    loop,
    messageParticipant,
    messageParticipantIteratively,
    showView,
    transferContactToQueue,
    transferParticipantToThirdParty,
    transferToFlow,
    updateContactAttributes,
    updateContactData,
    updateContactEventHooks,
    updateContactMediaStreamingBehavior,
    updateContactRecordingBehavior,
    updateContactTargetQueue,
    updateContactTextToSpeechVoice,
    updateFlowAttributes,
    updateFlowLoggingBehavior,
  ].map((action) => [action.type, action]),
);
