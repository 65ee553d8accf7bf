/** Personal data: what may be done with it, and the register of what was restricted or erased. */
import type {
  erasePersonRequest,
  liftRestrictionRequest,
  restrictProcessingRequest,
} from '@taizhang/contracts/intake';
import type { ErasureReceipt, PrivacyDecision, PrivacyState } from '@taizhang/contracts/views';
import { keepPreviousData, skipToken, useQuery, type QueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Page } from './answers';
import { client } from './client';
import { useCursorPages } from './cursor-pages';
import { keys as others } from './query-keys';
import { useCommand } from './use-command';

const keys = {
  all: ['privacy'],
  person: (id: string) => ['privacy', 'one', id],
  receipt: (id: string) => ['privacy', 'receipt', id],
  register: (processing: string) => ['privacy', 'register', processing],
} as const;

/** Keys are destroyed within a second or two; a large ledger takes minutes to read. */
const lookAgainMs = 1_000;

export const usePrivacyState = (personId: string) =>
  useQuery({
    queryKey: keys.person(personId),
    queryFn: ({ signal }) => client.get<PrivacyState>(`/privacy/persons/${personId}`, { signal }),
    placeholderData: keepPreviousData,
  });

/**
 * Asked again until the erasure is complete; what this browser remembered of the person goes then.
 * @param wanted there is none before the decision
 */
export const useErasureReceipt = (personId: string, wanted: boolean) =>
  useQuery({
    queryKey: keys.receipt(personId),
    queryFn: wanted
      ? async ({ signal, client: queries }) => {
          const asking = { signal, afterOwnCommands: false };
          const path = `/privacy/persons/${personId}/receipt`;
          const receipt = await client.get<ErasureReceipt>(path, asking);
          if (receipt.completedAt) await forget(queries);
          return receipt;
        }
      : skipToken,
    refetchInterval: ({ state: { data } }) => (data?.completedAt ? false : lookAgainMs),
  });

/** Any answer may have told of them, lists and searches too. */
async function forget(queries: QueryClient): Promise<void> {
  queries.removeQueries({ type: 'inactive' });
  await queries.invalidateQueries({ queryKey: others.customers });
}

/** Newest first, page by page. */
export const usePrivacyRegister = (processing: PrivacyDecision['processing']) =>
  useCursorPages(keys.register(processing), (cursor) =>
    client.get<Page<PrivacyDecision>>('/privacy/persons', {
      query: { processing, cursor, limit: 20 },
    }),
  );

type Decision<Schema extends z.ZodType> = Readonly<{
  personId: string;
  revision: number;
  body: z.input<Schema>;
}>;

const deciding = <Schema extends z.ZodType>(act: 'restriction' | 'lifting' | 'erasure') => ({
  send: ({ personId, revision, body }: Decision<Schema>, key: string) =>
    client.command(`/privacy/persons/${personId}/${act}`, { body, revision, key }),
  changes: [keys.all, others.customers],
});

export const useRestrictProcessing = () =>
  useCommand(deciding<typeof restrictProcessingRequest>('restriction'));

export const useLiftRestriction = () =>
  useCommand(deciding<typeof liftRestrictionRequest>('lifting'));

export const useErasePerson = () => useCommand(deciding<typeof erasePersonRequest>('erasure'));
