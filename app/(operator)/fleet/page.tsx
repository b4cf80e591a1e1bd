import { notFound } from "next/navigation";
import { enter } from "@/components/define-screen";
import { Panel } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";
import { withFleet } from "@/lib/tenant/scope";

export const metadata = { title: "Fleet · Patchbay" };

export default async function FleetPage() {
  const { user, actor } = await enter();
  if (!user.isOperator) notFound();
  const tenants = await withFleet(actor, "looks at the fleet", (db) =>
    db.tenant.findMany({ select: { id: true, slug: true, name: true }, orderBy: { name: "asc" }, take: 100 }),
  );
  return (
    <>
      <ScreenHeader title="Fleet">All tenants of this installation.</ScreenHeader>
      <Panel>
        <ul className="divide-y divide-line">
          {tenants.map(({ id, name }) => (
            <li key={id} className="px-3.5 py-2">
              {name}
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}
