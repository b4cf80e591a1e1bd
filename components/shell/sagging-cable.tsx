/** The product's face, small: caller, contact center, voice agent. */
export function SaggingCable() {
  const jacks = [8, 166, 324];
  return (
    <svg viewBox="0 0 332 44" className="w-full" aria-hidden="true" fill="none">
      <path d="M8 10C40 50 134 50 166 10" className="stroke-good" strokeWidth="2.2" />
      <path
        d="M166 10C198 50 292 50 324 10"
        className="stroke-unknown"
        strokeWidth="2"
        strokeDasharray="4 5"
      />
      {jacks.map((x) => (
        <g key={x}>
          <circle cx={x} cy="10" r="6.5" className="fill-panel stroke-line-strong" strokeWidth="1.5" />
          <circle cx={x} cy="10" r="2.6" className="fill-ink" />
        </g>
      ))}
    </svg>
  );
}
