import { objectOf, type PlainObject, textOf } from "../plain-values";

/** One call transfer as ASAPP returns it; "" for missing values. */
export interface CallTransfer {
  id: string;
  externalConversationId: string;
  /** ACTIVE, ONGOING, COMPLETED, EXPIRED; always in upper case. */
  status: string;
  /** PHONE_NUMBER or SIP. */
  type: string;
  createdAt: string;
  callReceivedAt: string;
  completedAt: string;
  /** When the temporary number expires. */
  expiresAt: string;
  country: string;
  transferNumber: string;
  returnUri: string;
  inputContext: PlainObject | undefined;
  /** undefined while GenerativeAgent talks, and permanently when the caller hung up. */
  outputContext: PlainObject | undefined;
}

/** Pure. Also reads spellings that were observed besides the documented ones: expireAt, returnURI, statuses in lower case. */
export function readCallTransfer(answer: PlainObject): CallTransfer {
  const number = objectOf(answer.phoneNumber) ?? {};
  const sip = objectOf(answer.sip) ?? {};
  const outputContext = objectOf(answer.outputContext);
  return {
    id: textOf(answer.id),
    externalConversationId: textOf(answer.externalConversationId),
    status: textOf(answer.status).trim().toUpperCase(),
    type: textOf(answer.type).trim().toUpperCase(),
    createdAt: textOf(answer.createdAt),
    callReceivedAt: textOf(answer.callReceivedAt),
    completedAt: textOf(answer.completedAt),
    expiresAt: firstText(["expiresAt", "expireAt"], number, sip, answer),
    country: textOf(number.country),
    transferNumber: textOf(number.transferNumber).trim(),
    returnUri: firstText(["returnUri", "returnURI"], sip, number, answer),
    inputContext: objectOf(answer.inputContext),
    outputContext: outputContext && {
      ...outputContext,
      ...(typeof outputContext.transferType === "string"
        ? { transferType: outputContext.transferType.trim().toUpperCase() }
        : {}),
      // The flow compares it with text, which a number may not equal.
      ...(["number", "boolean"].includes(typeof outputContext.currentTaskName)
        ? { currentTaskName: String(outputContext.currentTaskName) }
        : {}),
    },
  };
}

function firstText(names: string[], ...places: PlainObject[]): string {
  return (
    places.flatMap((place) => names.map((name) => textOf(place[name]))).find((text) => text !== "") ?? ""
  );
}
