import { objectOf, type PlainObject, textOf } from "../plain-values";
import { parseUuid } from "../uuid";

/** Where the audio of a call is: what Amazon Connect sends with an event after Start media streaming. */
export interface MediaStream {
  streamArn: string;
  startFragmentNumber: string;
}

export interface KoreContactEvent {
  contactId: string | undefined;
  /** undefined when streaming wasn't started, or Amazon Connect didn't say where the audio is. */
  stream: MediaStream | undefined;
  /** Text only; a value that the flow never filled (empty, or an unresolved reference) reads as "". */
  parameter(name: string): string;
  attribute(name: string): string;
}

/** Pure, and never throws: an event may have anything at any place. */
export function readKoreContactEvent(event: unknown): KoreContactEvent {
  const details = objectOf(objectOf(event)?.Details);
  const contact = objectOf(details?.ContactData);
  const audio = objectOf(objectOf(objectOf(contact?.MediaStreams)?.Customer)?.Audio);
  return {
    contactId: parseUuid(contact?.ContactId),
    stream: readStream(audio),
    parameter: readerOf(objectOf(details?.Parameters)),
    attribute: readerOf(objectOf(contact?.Attributes)),
  };
}

/** It becomes the resource of a policy, so nothing else may be in it: no `*`, no `?`. */
const streamArn = /^arn:aws[\w-]*:kinesisvideo:[a-z0-9-]+:\d{12}:stream\/[\w.-]{1,256}\/\d{1,20}$/;

function readStream(audio: PlainObject | undefined): MediaStream | undefined {
  const arn = textOf(audio?.StreamARN);
  const startFragmentNumber = textOf(audio?.StartFragmentNumber);
  if (!streamArn.test(arn) || !/^\d{1,128}$/.test(startFragmentNumber)) return undefined;
  return { streamArn: arn, startFragmentNumber };
}

function readerOf(values: PlainObject | undefined): (name: string) => string {
  return (name) => {
    const value = values && Object.hasOwn(values, name) ? textOf(values[name]).trim() : "";
    return /^\$\.[\w.]+$/.test(value) ? "" : value;
  };
}
