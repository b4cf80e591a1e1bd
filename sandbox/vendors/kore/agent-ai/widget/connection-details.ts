/** What the address or `init_agentassist` gives the widget, under one set of names. */
export interface ConnectionDetails {
  token: string;
  botId: string;
  conversationId: string;
  agentassisturl: string;
  channel: string;
  customData: unknown;
  callerName: string;
  interactiveLanguage: string;
}

/** `customData` is text that isn't JSON: the widget stops there and shows nothing. */
export class BadCustomData extends Error {}

/** Address and message are treated alike, and every value is a text. undefined while something is missing. */
export function readConnectionDetails(
  given: Readonly<Record<string, unknown>>,
): ConnectionDetails | undefined {
  const text = (name: string): string => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    return typeof value === "string" ? value : "";
  };
  const customData = parseCustomData(text("customData") || text("customdata"));
  const details = {
    token: text("token"),
    botId: text("botId") || text("botid"),
    conversationId: text("conversationId") || text("conversationid"),
    agentassisturl: text("agentassisturl"),
    channel: text("isCall") === "true" ? "voice" : text("channel") || "chat",
    customData,
    callerName: nameOf(customData),
    interactiveLanguage: text("interactiveLanguage"),
  };
  const { token, botId, conversationId, agentassisturl } = details;
  return token && botId && conversationId && agentassisturl ? details : undefined;
}

function parseCustomData(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new BadCustomData("customData is not JSON.");
  }
}

/** The real widget's rule, with its slip: a userName alone shows "undefined undefined". */
function nameOf(customData: unknown): string {
  const member = (name: string): unknown =>
    typeof customData === "object" && customData !== null && Object.hasOwn(customData, name)
      ? Reflect.get(customData, name)
      : undefined;
  const [userName, fName, lName] = [member("userName"), member("fName"), member("lName")];
  return userName || (fName && lName) ? `${fName} ${lName}` : "user";
}
