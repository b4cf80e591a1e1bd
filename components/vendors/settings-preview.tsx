import { vendorParts } from "./registry";

/** What a vendor lets a person try beside the settings of this kind of integration. */
export function SettingsPreview({ kind }: { kind: string }) {
  const Preview = vendorParts
    .map(({ previews }) => (Object.hasOwn(previews, kind) ? previews[kind] : undefined))
    .find((each) => each !== undefined);
  return Preview ? <Preview /> : null;
}
