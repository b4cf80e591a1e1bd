/** What a hosted page gives the widget. */
export interface WidgetParameters {
  token: string;
  botId: string;
  conversationId: string;
  /** The host, or the widget's whole address: the published flows call both agentassistUrl. */
  agentassistUrl: string;
  languageCode: string;
  customData: string | undefined;
}

const widgetPath = "/koreagentassist-sdk-v3/UI/agentassist-iframe.html";

/** Frames the widget, with everything in its address as Kore's published samples have it. */
export function showWidget(place: Element, given: WidgetParameters): HTMLIFrameElement {
  const host = URL.canParse(given.agentassistUrl) ? new URL(given.agentassistUrl).origin : location.origin;
  const query = new URLSearchParams({
    token: given.token,
    botid: given.botId,
    agentassisturl: host,
    conversationid: given.conversationId,
    source: "amazon-connect",
    isCall: "true",
    interactiveLanguage: given.languageCode.split("-")[0] ?? "",
    ...(given.customData !== undefined && { customdata: given.customData }),
  });
  const frame = document.createElement("iframe");
  frame.title = "Agent AI";
  frame.src = `${host}${widgetPath}?${query}`;
  frame.style.cssText = "width: 100%; height: 75vh; border: 1px solid GrayText";
  place.append(frame);
  return frame;
}

export function say(sentence: string): void {
  const place = document.getElementById("status");
  if (place) place.textContent = sentence;
}
