import { useMay } from '@taizhang/portal/data-access';

/** Whoever dispatches answers for all units; whoever takes no contacts looks at all of them. */
export function useSeesEveryUnit(): boolean {
  const dispatches = useMay('complaint.dispatch');
  const takesContacts = useMay('contact.write');
  return dispatches || !takesContacts;
}
