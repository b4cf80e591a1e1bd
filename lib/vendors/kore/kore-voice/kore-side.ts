import { tokenHeaderName } from "@/lib/blueprints/shared/metadata-resources";
import { presetSipRanges } from "@/lib/blueprints/shared/voice-connector";
import { type GivenScript, markerLine } from "../proof/script-marker";
import { type BotVariableNames, variableNamesOf, variableTemplate } from "./bot-variables";
import { parseKoreConnection } from "./kore-connection";
import type { KoreVoiceInput } from "./names";

/** Everything that Kore has to be told, in the words of its own screens. */
export interface KoreSide {
  /** Script node right after Start of the conditional flow. */
  startScript: string;
  /** Script node at the beginning of the Agent Transfer dialog. */
  transferScript: string;
  /** Service node right behind it. */
  serviceNode: {
    url: string;
    method: "POST";
    headers: Record<string, string>;
    body: string;
  };
  /** What the Service node uses. */
  variables: {
    names: BotVariableNames;
    /** undefined until the API is deployed. */
    url: string | undefined;
    /** The token's name among the integration's secrets. */
    tokenSecret: string;
  };
  didNumber: string;
  /** Address ranges that may send calls to Kore. */
  allowlist: string[];
}

export function koreSideOf(input: KoreVoiceInput): KoreSide {
  const names = variableNamesOf(input);
  return {
    startScript: startScriptText,
    transferScript: transferScriptText,
    serviceNode: {
      url: `${variableTemplate(names.url)}${contactIdQuery}`,
      method: "POST",
      headers: { "Content-Type": "application/json", [tokenHeaderName]: variableTemplate(names.token) },
      body: bodyTemplate(input),
    },
    variables: { names, url: input.outputs.api?.url, tokenSecret: "authToken" },
    didNumber: parseKoreConnection(input.vendors).didNumber,
    allowlist: input.settings.sipRanges ?? presetSipRanges(input.region),
  };
}

/** After the URL: the contact ID that the transfer script has found. */
export const contactIdQuery = "?contactId={{context.session.BotUserSession.ContactId}}";

/** The session id lets the Agent AI widget find the caller's conversation with the bot. */
export const sessionIdTemplate =
  "{{context.session.BotUserSession.lastMessage.messagePayload.instanceSessionId}}";

function bodyTemplate({ settings }: KoreVoiceInput): string {
  const fields = settings.metadataFields.map(({ name, value }) => [name, value] as const);
  return JSON.stringify(
    Object.fromEntries([["kore-instanceSessionId", sessionIdTemplate], ...fields]),
    null,
    2,
  );
}

/** A script as the guide gave it before scripts had markers. */
interface KoreScript extends GivenScript {
  unmarkedSha256: string;
}

const startVersion = 1;
/** Old JavaScript on purpose: it is not known how new a language Kore's script nodes take. */
export const startScriptText = `${markerLine("start", startVersion)}
// Keeps the SIP headers of this call, so that later dialogs can read them.
(function () {
  var channels = (context.BotUserSession && context.BotUserSession.channels) || [];
  var handle = (channels[0] && channels[0].handle) || {};
  var sipHeaders = handle.sipHeaders || [];
  setCallFlowVariable("sipHeaders", sipHeaders);
  userSessionUtils.put("sipHeaders", sipHeaders);
})();
`;

/** Header names are compared without regard to case: SIP allows any, and gateways on the way change it. */
const transferVersion = 1;
export const transferScriptText = `${markerLine("transfer", transferVersion)}
// Finds the Amazon Connect contact ID among the SIP headers and keeps it as ContactId.
(function () {
  var wanted = "x-amzn-connectcontactid";

  function valueOf(sipHeaders) {
    if (!sipHeaders) return undefined;
    if (Array.isArray(sipHeaders)) {
      for (var i = 0; i < sipHeaders.length; i += 1) {
        var header = sipHeaders[i];
        if (header && String(header.name).toLowerCase() === wanted) return header.value;
      }
      return undefined;
    }
    var names = Object.keys(sipHeaders);
    for (var j = 0; j < names.length; j += 1) {
      if (names[j].toLowerCase() === wanted) return sipHeaders[names[j]];
    }
    return undefined;
  }

  try {
    var session = context.session.UserSession || {};
    var contactId = valueOf(session.sipHeaders);
    if (contactId) {
      BotUserSession.put("ContactId", String(contactId).trim());
    } else {
      koreDebugger.log("No X-Amzn-ConnectContactId among the SIP headers: the metadata cannot be stored.");
    }
  } catch (problem) {
    koreDebugger.log("Reading the SIP headers failed: " + problem);
  }
})();
`;

/** As exports are searched for them. Raise a version with every change of its text: kore-side.test.ts asks for it. */
export const koreScripts: { start: KoreScript; transfer: KoreScript } = {
  start: {
    name: "start",
    version: startVersion,
    text: startScriptText,
    unmarkedSha256: "ea76b19d4353ef0b237965e05e9e45fd11316aaa588992a3900920744b0d532f",
  },
  transfer: {
    name: "transfer",
    version: transferVersion,
    text: transferScriptText,
    unmarkedSha256: "1cb28cdaa8d681104643deca1fdba45795904bdb54cd3f60d825b3cddcc34ded",
  },
};
