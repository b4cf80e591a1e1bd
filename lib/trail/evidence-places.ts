/** The numbers of a finding's evidence in the time line, from 1: each once, in their order. Pure. */
export function evidencePlaces(events: readonly { id: string }[], evidence: readonly string[]): number[] {
  const wanted = new Set(evidence);
  return events.flatMap(({ id }, index) => (wanted.has(id) ? [index + 1] : []));
}
