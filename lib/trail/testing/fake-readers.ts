import type { TrailContext, VendorReaders } from "../trail-source";

/** What a context's `readers` gives for one vendor; chain them with `and` for several. */
export interface FakeReaders {
  readers: NonNullable<TrailContext["readers"]>;
  and<Reader>(of: VendorReaders<Reader>, ...fakes: Reader[]): FakeReaders;
}

/** Readers that answer as a test says, in place of a vendor's own: `{ ...context, ...fakeReaders(voiceReaders, fake) }`. */
export function fakeReaders<Reader>(of: VendorReaders<Reader>, ...fakes: Reader[]): FakeReaders {
  return made(new Map<unknown, readonly unknown[]>([[of, fakes]]));
}

function made(known: ReadonlyMap<unknown, readonly unknown[]>): FakeReaders {
  return {
    // The same declaration that the fakes were given for names their type.
    readers: <Reader>(of: VendorReaders<Reader>) => (known.get(of) ?? []) as readonly Reader[],
    and: (of, ...fakes) => made(new Map([...known, [of, fakes]])),
  };
}
