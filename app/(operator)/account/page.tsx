import { enter } from "@/components/define-screen";
import { ScreenHeader } from "@/components/ui/screen-header";

export const metadata = { title: "Your account · Patchbay" };

export default async function AccountPage() {
  const { user } = await enter();
  return <ScreenHeader title="Your account">{`${user.name}, ${user.email}.`}</ScreenHeader>;
}
