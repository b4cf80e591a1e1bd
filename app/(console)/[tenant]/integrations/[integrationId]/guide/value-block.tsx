interface ValueBlockProps {
  value: string;
  /** Code, or more than a line. */
  isBlock: boolean;
}

/** What somebody copies from a guide, as it is. */
export function ValueBlock({ value, isBlock }: ValueBlockProps) {
  return (
    <pre
      className={`min-w-0 font-mono text-xs ${isBlock ? "max-h-96 flex-1 overflow-auto rounded-control border border-line bg-sunk px-2.5 py-2 whitespace-pre" : "whitespace-pre-wrap break-all"}`}
      tabIndex={isBlock ? 0 : undefined}
    >
      {value}
    </pre>
  );
}
