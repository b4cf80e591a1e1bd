import { TOKEN_HEADER } from "@/lib/blueprints/shared/metadata-resources";
import { presetSipRanges } from "@/lib/blueprints/shared/voice-connector";
import type { SecretRef } from "@/lib/kernel/references";
import { readKoreConnection } from "./kore-connection";
import type { KoreVoiceInput } from "./names";

/** Everything that Kore has to be told, in the words of its own screens. */
export interface KoreSide {
  /** Script node right after Start of the conditional flow. */
  startScript: string;
  /** Script node at the beginning of the Agent Transfer dialog. */
  transferScript: string;
  /** Service node right behind it. */
  serviceNode: {
    /** undefined until the API is deployed. */
    url: string | undefined;
    method: "POST";
    /** A secret stands by its name; whoever fills in the form puts it there. */
    headers: Record<string, string | SecretRef>;
    body: string;
  };
  didNumber: string;
  /** Address ranges that may send calls to Kore. */
  allowlist: string[];
}

export function koreSideOf(input: KoreVoiceInput): KoreSide {
  return {
    startScript: START_SCRIPT,
    transferScript: TRANSFER_SCRIPT,
    serviceNode: {
      url: serviceUrl(input),
      method: "POST",
      headers: { "Content-Type": "application/json", [TOKEN_HEADER]: { $secret: "authToken" } },
      body: bodyTemplate(input),
    },
    didNumber: readKoreConnection(input.vendors).didNumber,
    allowlist: input.settings.sipRanges ?? presetSipRanges(input.region),
  };
}

function serviceUrl({ outputs }: KoreVoiceInput): string | undefined {
  const url = outputs.api?.url;
  return url === undefined ? undefined : `${url}?contactId={{context.session.BotUserSession.ContactId}}`;
}

/** The session id lets the Agent AI widget find the caller's conversation with the bot. */
const sessionIdTemplate = "{{context.session.BotUserSession.lastMessage.messagePayload.instanceSessionId}}";

function bodyTemplate({ settings }: KoreVoiceInput): string {
  const fields = settings.metadataFields.map(({ name, value }) => [name, value] as const);
  return JSON.stringify(
    Object.fromEntries([["kore-instanceSessionId", sessionIdTemplate], ...fields]),
    null,
    2,
  );
}

/** Old JavaScript on purpose: it is not known how new a language Kore's script nodes take. */
export const START_SCRIPT = `// Keeps the SIP headers of this call, so that later dialogs can read them.
(function () {
  var channels = (context.BotUserSession && context.BotUserSession.channels) || [];
  var handle = (channels[0] && channels[0].handle) || {};
  var sipHeaders = handle.sipHeaders || [];
  setCallFlowVariable("sipHeaders", sipHeaders);
  userSessionUtils.put("sipHeaders", sipHeaders);
})();
`;

/** Header names are compared without regard to case: SIP allows any, and gateways on the way change it. */
export const TRANSFER_SCRIPT = `// Finds the Amazon Connect contact id among the SIP headers and keeps it as ContactId.
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
