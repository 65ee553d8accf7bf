/** The state of the desk: the draft, what is missing, the act under way, and how it ended. */
import {
  ActionKey,
  client,
  contactCommands,
  isProblem,
  keys,
  usePrincipal,
  type ContactWithDuplicates,
} from '@taizhang/portal/data-access';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import {
  emptyDraft,
  keepDraft,
  missingFor,
  restoreDraft,
  type Draft,
  type KnownContact,
  type MissingField,
  type Outcome,
} from './draft';
import { draftOf, isSettled } from './resume';
import { settle, type Settled } from './settle';

export type Ending = Omit<Settled, 'outcome'> & Readonly<{ outcome: Outcome | 'abandoned' }>;
export type Stale = 'changed' | 'settled';

/** What the desk starts with, beside the draft that is kept. */
export type Start = Readonly<{
  resumed?: ContactWithDuplicates | undefined;
  /** Chosen elsewhere, e.g. in the archive. */
  customer?: Draft['customer'] | undefined;
}>;

export function useIntakeDesk(start: Start) {
  const kept = useKeptDraft(start);
  const { draft, latest, keep } = kept;
  const [missing, setMissing] = useState<readonly MissingField[]>([]);
  const acts = useActs(kept);

  function submit(outcome: Outcome) {
    if (acts.submission.isPending) return [];
    const missed = missingFor(latest.current, outcome);
    setMissing(missed);
    if (missed.length === 0) acts.submission.mutate(outcome);
    return missed;
  }

  return {
    draft,
    missing,
    submit,
    ...acts,
    change(part: Partial<Draft>) {
      keep({ ...latest.current, ...part });
      setMissing([]);
    },
    clear() {
      acts.forget();
      setMissing([]);
      keep(emptyDraft(latest.current.channel));
    },
  };
}

export type IntakeDesk = ReturnType<typeof useIntakeDesk>;

function startOf(staffId: string, { resumed, customer }: Start): Draft {
  const stored = restoreDraft(staffId, sessionStorage, localStorage);
  // What was typed about this very contact before a reload is newer than what the server holds.
  if (resumed) {
    const same = stored.contact?.id === resumed.id;
    return same ? stored : draftOf(resumed, emptyDraft(stored.channel));
  }
  return customer ? { ...stored, customer, anonymous: false } : stored;
}

type KeptDraft = ReturnType<typeof useKeptDraft>;

/** The draft as the page shows it, as the acts under way see it, and as a reload finds it. */
function useKeptDraft(start: Start) {
  const { staffId } = usePrincipal();
  const [draft, setDraft] = useState(() => startOf(staffId, start));
  const latest = useRef(draft);
  const keep = useCallback((next: Draft) => {
    latest.current = next;
    setDraft(next);
  }, []);
  useEffect(() => {
    keepDraft(staffId, draft, sessionStorage, localStorage);
  }, [staffId, draft]);
  return { draft, latest, keep };
}

/** Looks up how a contact is now that somebody else changed meanwhile. */
function useRefreshing({ latest, keep }: Pick<KeptDraft, 'latest' | 'keep'>) {
  const [stale, setStale] = useState<Stale>();
  const refreshing = useMutation({
    mutationFn: (id: string) => client.get<ContactWithDuplicates>(`/contacts/${id}`),
    onSuccess: (contact) => {
      setStale(isSettled(contact) ? 'settled' : 'changed');
      keep({ ...latest.current, contact: draftOf(contact, latest.current).contact });
    },
  });

  function refreshIfStale(error: unknown) {
    const id = latest.current.contact?.id;
    if (id && isProblem(error, 'revision-stale')) refreshing.mutate(id);
  }

  return { stale, setStale, refreshing, refreshIfStale };
}

/** Settling the contact, or recording that the customer is gone. */
function useActs({ latest, keep }: KeptDraft) {
  const [ending, setEnding] = useState<Ending>();
  const { stale, setStale, refreshing, refreshIfStale } = useRefreshing({ latest, keep });
  const actionKey = useRef(new ActionKey());
  const queries = useQueryClient();

  function finish(end: Ending) {
    actionKey.current.done();
    setEnding(end);
    setStale(undefined);
    keep(emptyDraft(latest.current.channel));
    for (const queryKey of [keys.contacts, keys.customers, keys.workbench]) {
      void queries.invalidateQueries({ queryKey });
    }
  }

  const submission = useMutation({
    mutationFn: (outcome: Outcome) =>
      settle(latest.current, outcome, {
        commands: contactCommands,
        keyFor: (step) => actionKey.current.for(latest.current.contact?.id, step),
        keep,
      }),
    onMutate: () => refreshing.reset(),
    onSuccess: finish,
    onError: (error) => {
      // A refusal is final: the corrected contact is another one. Silence is not.
      if (latest.current.opening && wasRefused(error)) keep({ ...latest.current, opening: null });
      refreshIfStale(error);
    },
  });

  const abandonment = useMutation({
    mutationFn: async (contact: KnownContact) => {
      await contactCommands.abandon(contact, actionKey.current.for('abandon', contact.id));
      return contact.id;
    },
    onSuccess: (contactId) => finish({ contactId, outcome: 'abandoned', caseId: null }),
    onMutate: () => refreshing.reset(),
    onError: refreshIfStale,
  });

  function forget() {
    submission.reset();
    abandonment.reset();
    refreshing.reset();
    setStale(undefined);
  }

  return { submission, abandonment, refreshing, ending, stale, forget };
}

const wasRefused = (error: unknown) => {
  const status = (error as { problem?: { status?: number } }).problem?.status ?? 0;
  return status >= 400 && status < 500;
};
