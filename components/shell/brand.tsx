/** Two jacks and the cable between them. */
function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 22 20" className={className ?? "h-5 w-5.5"} aria-hidden="true" fill="none">
      <path d="M6 6c1 6 8 2 10 8" className="stroke-accent" strokeWidth="2" />
      <circle cx="5" cy="5" r="3.4" className="fill-panel stroke-ink" strokeWidth="1.8" />
      <circle cx="17" cy="15" r="3.4" className="fill-panel stroke-ink" strokeWidth="1.8" />
    </svg>
  );
}

export function Brand() {
  return (
    <span className="inline-flex items-center gap-2 text-base font-semibold tracking-tight">
      <BrandMark />
      Patchbay
    </span>
  );
}
