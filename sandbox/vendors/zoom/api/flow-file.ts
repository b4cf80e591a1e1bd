import { memberOf, textOf } from "../../shared/read-request";
import { type EventScript, type FlowDocument, scriptEvents, type Widget } from "../zoom-flow";

/** The file of an exported flow. Zoom's own form isn't published: this one is the sandbox's. */
export function writeFlowFile(name: string, { widgets }: FlowDocument): string {
  return JSON.stringify({ flow_name: name, channel: "voice", widgets });
}

/** From the text of an exported file, as an import takes it; undefined when it isn't one. */
export function readFlowFile(text: string): FlowDocument | undefined {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return undefined;
  }
  const widgets = memberOf(file, "widgets");
  if (!Array.isArray(widgets) || widgets.length > 100) return undefined;
  const read = widgets.map(readWidget);
  if (!read.every((one) => one !== undefined)) return undefined;
  const leads = read.flatMap(nextOf).every((id) => read.some(({ widget_id }) => widget_id === id));
  return leads && read.filter((one) => one.widget_type === "start").length === 1
    ? { widgets: read }
    : undefined;
}

/** Where calls go from a widget. */
function nextOf(widget: Widget): string[] {
  if (widget.widget_type === "start") return [widget.next];
  return widget.widget_type === "voice_bot" ? Object.values(widget.exits) : [];
}

function readWidget(value: unknown): Widget | undefined {
  const [id, name = ""] = [textOf(value, "widget_id"), textOf(value, "widget_name")];
  if (id === undefined) return undefined;
  const common = { widget_id: id, widget_name: name };
  const settings = memberOf(value, "settings");
  switch (textOf(value, "widget_type")) {
    case "start": {
      const next = textOf(value, "next");
      const given = memberOf(value, "event_scripts") ?? [];
      const scripts = Array.isArray(given) ? given.map(readScript) : [undefined];
      if (next === undefined || !scripts.every((one) => one !== undefined)) return undefined;
      return { ...common, widget_type: "start", next, event_scripts: scripts };
    }
    case "voice_bot": {
      const connector = textOf(settings, "connector_name");
      const exit = (of: string) => textOf(memberOf(value, "exits"), of);
      const [transferred, completed, failed] = [exit("transferred"), exit("completed"), exit("failed")];
      if (connector === undefined || transferred === undefined) return undefined;
      if (completed === undefined || failed === undefined) return undefined;
      const exits = { transferred, completed, failed };
      return { ...common, widget_type: "voice_bot", settings: { connector_name: connector }, exits };
    }
    case "route_to_queue": {
      const queueId = textOf(settings, "queue_id");
      return queueId === undefined
        ? undefined
        : { ...common, widget_type: "route_to_queue", settings: { queue_id: queueId } };
    }
    case "disconnect":
      return { ...common, widget_type: "disconnect" };
  }
  return undefined;
}

/** undefined when it isn't a script of one of the Start widget's events. */
export function readScript(value: unknown): EventScript | undefined {
  const event = scriptEvents.find((one) => one === textOf(value, "event"));
  const code = textOf(value, "code");
  if (event === undefined || code === undefined || code.length > 100_000) return undefined;
  return { event, name: textOf(value, "name") ?? event, code };
}
