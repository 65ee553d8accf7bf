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
  const { staffId } = usePrincipal();
  const [draft, setDraft] = useState(() => startOf(staffId, start));
  const [missing, setMissing] = useState<readonly MissingField[]>([]);
  const [ending, setEnding] = useState<Ending>();
  const [stale, setStale] = useState<Stale>();
  const latest = useRef(draft);
  const actionKey = useRef(new ActionKey());
  const queries = useQueryClient();

  const keep = useCallback((next: Draft) => {
    latest.current = next;
    setDraft(next);
  }, []);
  const change = useCallback(
    (part: Partial<Draft>) => {
      keep({ ...latest.current, ...part });
      setMissing([]);
    },
    [keep],
  );
  useEffect(() => {
    keepDraft(staffId, draft, sessionStorage, localStorage);
  }, [staffId, draft]);

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
    onSuccess: finish,
    onError: (error) => {
      // A refusal is final: the corrected contact is another one. Silence is not.
      if (latest.current.opening && wasRefused(error)) change({ opening: null });
      if (isProblem(error, 'revision-stale')) void refresh();
    },
  });

  const abandonment = useMutation({
    mutationFn: async () => {
      const contact = latest.current.contact;
      if (!contact) return;
      await contactCommands.abandon(contact, actionKey.current.for('abandon', contact.id));
      finish({ contactId: contact.id, outcome: 'abandoned', caseId: null });
    },
  });

  async function refresh() {
    const id = latest.current.contact?.id;
    if (!id) return;
    const contact = await client.get<ContactWithDuplicates>(`/contacts/${id}`);
    setStale(isSettled(contact) ? 'settled' : 'changed');
    keep({ ...latest.current, contact: draftOf(contact, latest.current).contact });
  }

  function submit(outcome: Outcome) {
    if (submission.isPending) return [];
    const missed = missingFor(latest.current, outcome);
    setMissing(missed);
    if (missed.length === 0) submission.mutate(outcome);
    return missed;
  }

  return {
    draft,
    change,
    missing,
    submit,
    submission,
    abandonment,
    ending,
    stale,
    clear() {
      submission.reset();
      setMissing([]);
      setStale(undefined);
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

const wasRefused = (error: unknown) => {
  const status = (error as { problem?: { status?: number } }).problem?.status ?? 0;
  return status >= 400 && status < 500;
};
