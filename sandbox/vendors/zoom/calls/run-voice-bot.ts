import { controllerOfZoom } from "../engagement";
import type { Connector } from "../zoom-account";
import type { Widget } from "../zoom-flow";
import { customName, koreGroupName, koreVariables } from "../zoom-variables";
import { endEngagement } from "./queue";
import { runScripts } from "./run-scripts";
import { tell } from "./tell";
import { callVoiceBot, type LegEnd, statusLine } from "./voice-bot-leg";
import { note, setVariable, type ZoomCall } from "./zoom-call";

type VoiceBotWidget = Extract<Widget, { widget_type: "voice_bot" }>;

/** The next widget; undefined when the call is over. */
export async function runVoiceBot(call: ZoomCall, widget: VoiceBotWidget): Promise<string | undefined> {
  const { account, edges } = call;
  const { exits, settings, widget_name: name } = widget;
  const failed = (why: string) => {
    note(call, "voice_bot_failed", why);
    return exits.failed;
  };
  note(call, "voice_bot_started", settings.connector_name);
  const connector = account.connectors.find((one) => one.name === settings.connector_name);
  if (!connector) return failed("The connector doesn't exist.");
  if (edges.connectorUnresolved) return failed(`The domain ${connector.domain} can't be resolved.`);
  if (edges.secondLeg) {
    await leg(call, connector, name, true);
    note(call, "voice_bot_retried", settings.connector_name);
  }
  const end = await leg(call, connector, name, false);
  if (call.engagement.transferRefusedWith !== undefined)
    note(call, "voice_bot_transfer_failed", statusLine(call.engagement.transferRefusedWith));
  switch (end.kind) {
    case "failed":
      return failed(end.why);
    case "caller-gone":
      note(call, "consumer_disconnected", "The consumer ended the call.");
      await endEngagement(call, "caller-hangs-up", "hang_up_calls");
      return undefined;
    case "referred":
      return transfer(call, end.target);
    case "bye": {
      const reason = end.headers["kore-reason"];
      note(call, "voice_bot_ended", reason ?? "");
      return reason === "TransferToAgent" ? exits.transferred : exits.completed;
    }
  }
}

async function leg(
  call: ZoomCall,
  connector: Connector,
  widget: string,
  breaksOff: boolean,
): Promise<LegEnd> {
  const { engagement } = call;
  const keep = (headers: Record<string, string>) => {
    for (const [header, variable] of Object.entries(koreVariables)) {
      const value = headers[header];
      if (value !== undefined) setVariable(call, widget, customName(koreGroupName, variable), value);
    }
  };
  engagement.controllers = [
    { ...controllerOfZoom, trunk: connector.name, consumerIpAddress: connector.sipHost },
  ];
  const { end } = await callVoiceBot(call, connector, { breaksOff, onAnswer: keep });
  if (end.kind === "bye") keep(end.headers);
  return end;
}

/** A REFER: the call leaves for a number or a SIP URI, and the voice bot's leg is over. */
async function transfer(call: ZoomCall, target: string): Promise<undefined> {
  call.engagement.transferCount += 1;
  note(call, "transfer_initiated", target.startsWith("tel:") ? "phone number" : "SIP URI");
  await tell(call, "engagement_transfer_initiated");
  await runScripts(call, "engagement_transferred");
  await endEngagement(call, "transferred", "completed");
  return undefined;
}
