/** Names beside ids. */
import { useDirectory } from '@taizhang/portal/data-access';

/** A member of staff or a unit by name; a dash where there is none. */
export function Name({ id }: Readonly<{ id: string | null | undefined }>) {
  const { nameOf } = useDirectory();
  return <>{id ? nameOf(id) : '–'}</>;
}
