import { type DataNode, formatReading, readCustomData } from "@/lib/vendors/kore/agent-ai/custom-data";

/** What Agent AI's widget makes of the text of `customData`: whether it loads, the parsed tree, and what dialogs can use. */
export function CustomDataView({ text }: { text: string }) {
  const reading = readCustomData(text);
  return (
    <div className="flex flex-col gap-2 text-xs">
      <p role="status">{formatReading(reading)}</p>
      {reading.loads ? (
        <>
          <p>
            The agent sees the caller as “{reading.name.text}”
            {reading.name.rule === "undefined-name" ? ", because fName or lName is missing" : ""}.
          </p>
          <Tree node={reading.tree} />
          {reading.keys.length === 0 ? null : (
            <details>
              <summary className="font-medium hover:bg-hover">
                What a dialog can use ({reading.keys.length}
                {reading.hasMoreKeys ? " and more" : ""})
              </summary>
              <ul className="pt-1 font-mono text-2xs">
                {reading.keys.map(({ path, expression }) => (
                  <li key={path} className="wrap-anywhere">
                    {expression}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      ) : null}
    </div>
  );
}

function Tree({ node }: { node: DataNode }) {
  if (node.children.length === 0 && node.more === 0) {
    return (
      <p className="wrap-anywhere">
        {node.name === "" ? null : <span className="text-ink-soft">{node.name}: </span>}
        <span className="font-mono">
          {node.kind === "object" ? "{}" : node.kind === "list" ? "[]" : node.text}
        </span>
      </p>
    );
  }
  return (
    <div>
      {node.name === "" ? null : <p className="text-ink-soft">{node.name}</p>}
      <ul className="border-l border-line pl-3">
        {node.children.map((child, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items of a list have no other name.
          <li key={`${child.name}:${index}`}>
            <Tree node={child} />
          </li>
        ))}
        {node.more > 0 ? <li className="text-ink-soft">and {node.more} more</li> : null}
      </ul>
    </div>
  );
}
